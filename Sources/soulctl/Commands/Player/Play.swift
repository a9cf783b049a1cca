import ArgumentParser
import Bus

struct Play: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play something, or go on with what is paused.",
    discussion: """
      Without arguments: goes on. With arguments: replaces the queue and plays.

        soulctl play                      go on
        soulctl play blue train           search the library, play what it finds
        soulctl play ~/Music/Coltrane     a folder, with the folders in it
        soulctl play a.flac b.flac        files
        soulctl play soul:album/12        an album by its ID (see “soulctl albums”)

      A word is a path when it has a slash in it, or when all words name files or folders that are there. A URI \
      begins with soul:, file://, http:// or https://. Everything else is searched for.

      Where the track is known to be out of reach it says so, with exit status 5. What turns out to be broken or away \
      while it is fetched is skipped; “soulctl status” tells the last error.
      """)

  @Argument(
    help: ArgumentHelp("Words to search for, URIs, files or folders.", valueName: "text|uri|path"),
    completion: .file())
  var words: [String] = []

  @Flag(help: "Search for the words, even if they look like paths or URIs.")
  var text = false

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    if words.isEmpty {
      try await resume(service, console)
    } else {
      let uris = try await service.uris(for: words, asText: text, console: console)
      _ = try await service.queue("ReplaceQueue", uris.busValue, UInt32(0).busValue, true.busValue)
      try await service.reportPlaying(on: console)
    }
  }

  private func resume(_ service: PlayerService, _ console: Console) async throws {
    guard try await service.queuePlace().length > 0 else {
      try await service.requireMusic(console.environment)
      throw CommandFailure.impossible("The queue is empty. Say what to play: soulctl play TEXT")
    }
    let before: String = try service.value("PlaybackStatus", in: try await service.playerProperties())
    try await service.player("Play")
    // To a player that plays it is no command: the last error stays.
    if before == "Playing" {
      try await service.reportStatus(on: console)
    } else {
      try await service.reportPlaying(on: console)
    }
  }
}
