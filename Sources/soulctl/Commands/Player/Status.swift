import ArgumentParser

struct Status: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is playing.",
    discussion: """
      Shows state, track, position, place in the queue, volume, loop and shuffle, and the last error.

      With --json: playback_status (Playing, Paused, Stopped), position and the track's duration in \
      microseconds, volume from 0 to 1, loop_status (None, Track, Playlist), shuffle, rate, length (of the queue), \
      current_index (from 0), last_error, and track unless the queue is empty.

        soulctl status
        soulctl status --json | jq -r .track.title
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let status = try await service.status()
    try console.show(status.answer, StatusText.lines(status, style: console.output.style))
  }
}
