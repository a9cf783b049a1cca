import Dispatch
import Executors
import Foundation
import Library
import Logging
import NIOCore
import NIOPosix

/// The server from its first port to its end.
struct RunningServer {
  private static let shutdownLimit = DispatchTimeInterval.milliseconds(900)
  private static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]

  let settings: ServerSettings
  let directories: ServerDirectories
  private let logger = Logger(label: "soul.server")

  init(settings: ServerSettings, directories: ServerDirectories) {
    self.settings = settings
    self.directories = directories
  }

  /// Serves until a signal ends it.
  /// - Parameter preparesOnly: ends before it listens.
  func run(preparesOnly: Bool) async throws(StartError) {
    let (ends, end) = AsyncStream<Int32>.makeStream()
    let signals = TerminationSignals { number in
      Self.limitShutdown()
      end.yield(number)
    }
    defer { withExtendedLifetime(signals) {} }

    try directories.take()
    let preparation = Preparation(settings: settings, directories: directories)
    let store = try await preparation.openStore()
    defer { close(store) }
    try await preparation.takeMusic(store.library)
    let users = try await preparation.takeUsers(store)
    let key = try SigningKey.open(at: directories.keyFile, isNew: settings.rotatesKey)
    guard !preparesOnly else { return }

    let accounts = Accounts(
      store: store, users: users, signer: TokenSigner(key: key.key), accessLifetime: settings.tokenLifetime)
    let api = ServerAPI(store: store, accounts: accounts, coversDirectory: directories.covers)
    let serving = try await listen(api)
    let music = SharedMusic(store: store, coversDirectory: directories.covers) { count in
      StandardOutput.line("Sharing \(count) track\(count == 1 ? "" : "s")")
    }
    await music.follow()
    for await _ in ends { break }
    Self.limitShutdown()
    for task in serving { task.cancel() }
    await music.stop()
  }

  private func listen(_ api: ServerAPI) async throws(StartError) -> [Task<Void, any Error>] {
    let listener = Listener(
      responder: api.responder(), limits: ConnectionLimits(request: .seconds(settings.patience)),
      group: MultiThreadedEventLoopGroup(numberOfThreads: min(4, max(2, System.coreCount))))
    var port = settings.port
    var serving: [Task<Void, any Error>] = []
    for host in settings.hosts {
      let (bound, task) = try await listener.start(host: host, port: port)
      // With port 0 all addresses get the port that the first one found.
      port = bound
      serving.append(task)
      StandardOutput.line("Listening on http://\(host.contains(":") ? "[\(host)]" : host):\(bound)")
      if !Self.loopback.contains(host) {
        logger.warning(
          """
          Passwords and music cross the network in clear from \(host): put a proxy with TLS in front, and let this \
          server listen on 127.0.0.1 alone.
          """)
      }
    }
    return serving
  }

  private func close(_ store: ServerStore) {
    do throws(LibraryError) {
      try store.library.close()
    } catch {
      logger.error("\(error.message)")
    }
  }

  /// What hangs, such as a client in the middle of a file, must not keep the system from ending.
  private static func limitShutdown() {
    DispatchQueue(label: "soul-server.shutdown", qos: .userInteractive).asyncAfter(
      deadline: .now() + shutdownLimit
    ) {
      _exit(0)
    }
  }
}
