import ArgumentParser
import Bus
import Contract

struct Watch: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what happens, as it happens.",
    discussion: """
      First the state as it is, then a line for each change of the player, the library, a source or an operation, \
      until Ctrl-C. With --json an object a line, whose “event” is status (with the keys of “soulctl status”), \
      library (track_count), source (with those of “soulctl source show”), source-removed (source) or operation \
      (with those of “soulctl operation list”).

        soulctl watch
        soulctl watch --json | jq -r --unbuffered 'select(.event == "status") | .track.title'
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let changes = try await service.changes()
    try await show(.status, service, console)
    for await change in changes { try await show(change, service, console) }
    throw CommandFailure.daemonGone
  }

  private func show(_ change: ServiceChange, _ service: PlayerService, _ console: Console) async throws {
    switch change {
    case .status:
      let status = try await service.status()
      try console.show(status.answer.naming(change), [StatusText.line(status)])
    case .library:
      let count = try await service.trackCount()
      try console.show(Answer([.trackCount: count.busValue]).naming(change), ["Library: \(count) tracks"])
    case .source(let path):
      // It may be gone by now; that is told as well.
      guard let source = try? await service.source(at: path) else { return }
      try console.show(Answer(source).naming(change), [SourceText.line(source)])
    case .sourceRemoved(let path):
      try console.show(Answer([.source: path.busValue]).naming(change), ["\(path) is removed"])
    case .operation(let path):
      guard let operation = try? await service.operation(path) else { return }
      try console.show(Answer(operation).naming(change), ["\(operation.kind): \(operation.state)"])
    }
  }
}
