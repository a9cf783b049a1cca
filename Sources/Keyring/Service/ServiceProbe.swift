internal import Dispatch

/// One question to a service that has stopped answering, which waits for as long as it takes: the way to learn without
/// polling that the service goes on. It is withdrawn with the last reference.
final class ServiceProbe: Sendable {
  private let cancellation = Cancellation()

  /// - Parameter finished: called once, on another queue: when the service has answered whatever, or is gone.
  init(address: String?, finished: @escaping @Sendable (ServiceProbe) -> Void) {
    // A queue of its own, since the call blocks its thread.
    DispatchQueue(label: "soul.keyring.probe", qos: .utility).async { [weak self, cancellation] in
      Self.ask(address, until: cancellation)
      if let self { finished(self) }
    }
  }

  deinit {
    cancellation.trigger()
  }

  private static func ask(_ address: String?, until cancellation: Cancellation) {
    guard let bus = try? SessionBus.connect(to: address, until: cancellation) else { return }
    bus.askService(milliseconds: .max, until: cancellation)
  }
}
