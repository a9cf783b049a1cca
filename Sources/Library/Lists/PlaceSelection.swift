import GRDB
import Model

/// The rows of `places` that a condition on availability or badge comes down to, at this moment.
struct PlaceSelection {
  /// `nil`: every track holds the condition.
  let ids: [Int64]?
  /// The tracks that hold it.
  let trackCount: Int

  init(_ database: Database, available: Bool? = nil, badge: Badge? = nil) throws {
    let online = try OnlineSources(database)
    var ids: [Int64] = []
    var count = 0
    var leavesOut = false
    let places = try Row.fetchCursor(database, sql: "SELECT id, kind, servers, track_count FROM places")
    while let place = try places.next() {
      let tracks: Int = try place.value(at: 3)
      let badgeHere = try Self.badge(kind: place.value(at: 1), servers: place.value(at: 2), online: online)
      let isAvailable = badgeHere != .offline
      if isAvailable == available ?? isAvailable, badgeHere == badge ?? badgeHere {
        ids.append(try place.value(at: 0))
        count += tracks
      } else if tracks > 0 {
        leavesOut = true
      }
    }
    self.ids = leavesOut ? ids : nil
    trackCount = count
  }

  /// The condition on the column `place_id` of `table`, without letting SQLite prefer an index for it.
  func sql(table: String) -> String? {
    ids.map { "+\(table).place_id IN (\($0.map(String.init).joined(separator: ",")))" }
  }

  private static func badge(kind: String, servers: String, online: OnlineSources) -> Badge {
    switch kind {
    case "local": .local
    case "cached": .cached
    case "stream":
      servers.split(separator: ",").compactMap { Int64($0) }.contains(where: online.contains)
        ? .server : .offline
    default: .offline
    }
  }
}
