import Executors
import Glibc

/// Hands on the bytes of a descriptor; ends the stream at its end, or when the thread lets go of it.
final class ByteWatch: DescriptorWatch {
  private let descriptor: Int32
  private let continuation: AsyncStream<UInt8>.Continuation
  private var isAtEnd = false

  init(_ descriptor: Int32, _ continuation: AsyncStream<UInt8>.Continuation) {
    self.descriptor = descriptor
    self.continuation = continuation
  }

  deinit {
    continuation.finish()
  }

  var interest: DescriptorInterest {
    DescriptorInterest(descriptor: isAtEnd ? -1 : descriptor, events: .readable)
  }

  func wake(with events: DescriptorEvents) {
    var byte: UInt8 = 0
    guard read(descriptor, &byte, 1) == 1 else {
      isAtEnd = true
      return continuation.finish()
    }
    continuation.yield(byte)
  }
}
