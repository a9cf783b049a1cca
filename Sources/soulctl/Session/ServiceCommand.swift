import ArgumentParser

/// A command that asks the daemon for something.
protocol ServiceCommand: AsyncParsableCommand {
  var output: OutputOptions { get }

  /// - Parameters:
  ///   - service: the daemon, running.
  ///   - console: where the answer goes.
  func run(on service: PlayerService, console: Console) async throws
}

extension ServiceCommand {
  func run() async throws {
    let console = output.console
    let service = try await PlayerService.connect()
    try await run(on: service, console: console)
    await service.close()
  }
}
