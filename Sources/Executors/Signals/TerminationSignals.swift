import Dispatch
import Glibc

/// The signals that end a service, as events; none is lost from the moment this is made.
public final class TerminationSignals {
  private let watch: SignalWatch

  /// - Parameter handler: called with the signal's number, on a queue of Dispatch's.
  public init(handler: @escaping @Sendable (Int32) -> Void) {
    watch = SignalWatch(
      [SIGTERM, SIGINT, SIGHUP], queue: DispatchQueue(label: "soul.signals"), handler: handler)
    // A client that closes its end of a pipe or a socket must not end the service.
    signal(SIGPIPE, SIG_IGN)
  }
}
