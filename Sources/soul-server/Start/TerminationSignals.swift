import Dispatch
import Glibc

/// The signals that end the server, as events.
final class TerminationSignals {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter handler: called with the signal's number, on a queue of Dispatch's.
  init(handler: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "soul-server.signals")
    sources = [SIGTERM, SIGINT, SIGHUP].map { number in
      // The default action would end the process before the source hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { handler(number) }
      source.resume()
      return source
    }
    // A client that goes away must not end the server.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
