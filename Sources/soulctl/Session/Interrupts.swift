import Dispatch
import Glibc

/// Ctrl-C as something to wait for.
enum Interrupts {
  /// One element each time; while somebody listens, Ctrl-C does not end the program.
  static func signals() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    signal(SIGINT, SIG_IGN)
    // Handed to the closure below only to be cancelled, which libdispatch allows from any thread.
    nonisolated(unsafe) let source = DispatchSource.makeSignalSource(signal: SIGINT)
    source.setEventHandler { @Sendable in continuation.yield() }
    continuation.onTermination = { _ in
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    source.activate()
    return stream
  }
}
