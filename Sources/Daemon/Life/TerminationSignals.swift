import Dispatch
import Executors
import Glibc

/// The signals that end the daemon, as events.
final class TerminationSignals {
  private let watch: SignalWatch

  /// - Parameter handler: called with the signal's number, on a queue of Dispatch's.
  init(handler: @escaping @Sendable (Int32) -> Void) {
    watch = SignalWatch(
      [SIGTERM, SIGINT, SIGHUP], queue: DispatchQueue(label: "soul.signals"), handler: handler)
    // A client that closes its end of a pipe must not end the daemon.
    signal(SIGPIPE, SIG_IGN)
  }
}
