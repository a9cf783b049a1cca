import GRDB
import Model

/// The sources that answer at this moment: `sources.is_online`, the only place that says so.
struct OnlineSources {
  private let ids: Set<Int64>

  init(_ database: Database) throws {
    ids = try Int64.fetchSet(database, sql: "SELECT id FROM sources WHERE is_online = 1")
  }

  func contains(_ id: Int64) -> Bool { ids.contains(id) }

  /// From where a track with these availabilities would be played.
  func badge(_ availabilities: [Availability]) -> Badge {
    var best = Badge.offline
    for availability in availabilities {
      switch availability.status {
      case .localFile: return .local
      case .cached: best = .cached
      case .streamOnly: if best == .offline, contains(availability.source.rawValue) { best = .server }
      case .unavailable: break
      }
    }
    return best
  }
}
