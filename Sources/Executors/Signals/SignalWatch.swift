import CConcurrency
public import Dispatch
import Glibc

/// The system's signals as events, from the moment this is made.
///
/// Dispatch's own source for signals begins some time after it was activated, and a signal in between is lost or ends
/// the process. Here the handler stands when `init` returns.
public final class SignalWatch {
  private let numbers: [Int32]
  private let pipe = WakeUpPipe()
  private let source: any DispatchSourceRead

  /// - Parameters:
  ///   - numbers: such as `SIGTERM`. Only one watch at a time may have a number.
  ///   - queue: serial; where the handler is called.
  ///   - handler: gets a signal's number.
  public init(_ numbers: [Int32], queue: DispatchQueue, handler: @escaping @Sendable (Int32) -> Void) {
    self.numbers = numbers
    source = DispatchSource.makeReadSource(fileDescriptor: pipe.readEnd, queue: queue)
    source.setEventHandler { [pipe] in
      for number in pipe.drain() { handler(Int32(number)) }
    }
    source.activate()
    for number in numbers {
      let result = soul_write_signals(number, pipe.writeEnd)
      precondition(result == 0, "signal \(number) can't be watched: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    for number in numbers { signal(number, SIG_DFL) }
    // Dispatch looks at the descriptor until now.
    source.setCancelHandler { [pipe] in withExtendedLifetime(pipe) {} }
    source.cancel()
  }
}
