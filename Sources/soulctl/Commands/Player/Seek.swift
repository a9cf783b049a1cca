import ArgumentParser
import Bus
import Contract

struct Seek: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Jump within the track.",
    discussion: """
      With a sign: from where it plays. Without: from the track's beginning.

        soulctl seek +30        30 seconds on
        soulctl seek -1:30      a minute and a half back
        soulctl seek 2:05       to 2:05
        soulctl seek 1:02:03    to one hour, two minutes, three seconds

      With a sign, beyond the end is the next track and before the beginning is the beginning.
      """)

  @Argument(
    help: ArgumentHelp("±S or ±MM:SS from here; [H:]MM:SS or S from the beginning.", valueName: "time"))
  var target: SeekTarget

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.requirePlayer("CanSeek", else: "Nothing is playing that could be sought in.")
    switch target {
    case .relative(let offset):
      try await service.player("Seek", offset.busValue)
    case .absolute(let position):
      try await seek(to: position, service)
    }
    try await service.reportStatus(on: console)
  }

  /// `SetPosition` is silent about a position that lies outside of the track; a person wants to know.
  private func seek(to position: Int64, _ service: PlayerService) async throws {
    let player = try await service.playerProperties()
    let metadata: VariantMap = try service.value("Metadata", in: player)
    guard let track = metadata[MetadataKey.trackID.rawValue].flatMap({ ObjectPath(busValue: $0) }) else {
      throw CommandFailure.unexpectedAnswer(from: "Metadata")
    }
    if let length = metadata[MetadataKey.length.rawValue]?.integer, position > length {
      throw CommandFailure.impossible("The track is only \(TimeText.of(microseconds: length)) long.")
    }
    try await service.player("SetPosition", track.busValue, position.busValue)
  }
}
