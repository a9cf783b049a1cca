import Dispatch
import Executors
import Glibc

/// Ctrl-C as something to wait for.
enum Interrupts {
  /// One element each time, from now on; while somebody listens, Ctrl-C does not end the program.
  static func signals() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    let queue = DispatchQueue(label: "soul.interrupts")
    // Handed to the closure below only to be released with it.
    nonisolated(unsafe) let watch = SignalWatch([SIGINT], queue: queue) { _ in continuation.yield() }
    continuation.onTermination = { _ in withExtendedLifetime(watch) {} }
    return stream
  }
}
