import ArgumentParser
import Bus
import Contract

/// Which tracks of the library are meant.
struct FilterOptions: ParsableArguments {
  @Flag(
    name: .customLong("available"), inversion: .prefixedNo,
    help: "Only what can be played now, or only what can't.")
  var available: Bool?

  @Option(
    help: ArgumentHelp(
      "Only what would be played from there: \(BadgeNames.all.joined(separator: ", ")).", valueName: "badge"))
  var badge: String?

  @Option(help: ArgumentHelp("Only this album; “soulctl albums” shows IDs.", valueName: "id"))
  var album: UInt64?

  @Option(help: ArgumentHelp("Only this artist; “soulctl artists” shows IDs.", valueName: "id"))
  var artist: UInt64?

  @Option(help: ArgumentHelp("Only this playlist.", valueName: "id"))
  var playlist: UInt64?

  @Option(
    help: ArgumentHelp(
      "Only what this source has, by its name or number; “soulctl sources” shows them.", valueName: "source"))
  var source: String?

  func validate() throws {
    guard let badge, !BadgeNames.all.contains(badge.lowercased()) else { return }
    throw ValidationError("“\(badge)” is no badge. There are: \(BadgeNames.all.joined(separator: ", ")).")
  }

  /// The filter as the bus takes it.
  func map(on service: PlayerService) async throws(CommandFailure) -> VariantMap {
    var filter: VariantMap = [:]
    filter[FieldName.available.rawValue] = available?.busValue
    filter[FieldName.badge.rawValue] = badge?.lowercased().busValue
    filter[FieldName.album.rawValue] = album?.busValue
    filter[FieldName.artist.rawValue] = artist?.busValue
    filter[FieldName.playlist.rawValue] = playlist?.busValue
    if let source { filter[FieldName.source.rawValue] = try await service.source(source).path.busValue }
    return filter
  }
}
