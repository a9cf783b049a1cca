import Model
import Synchronization

/// A source whose reads end when and how the test says, whether they were given up or not.
final class HeldSource: ByteSource {
  struct Broken: Error {}

  private let waiting = Mutex<[CheckedContinuation<[UInt8], any Error>]>([])
  /// One element for each read that has begun.
  let reads: AsyncStream<Int64>
  private let begun: AsyncStream<Int64>.Continuation

  init() {
    (reads, begun) = AsyncStream.makeStream()
  }

  func length() async throws -> Int64? { 1_000_000 }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      waiting.withLock { $0.append(continuation) }
      begun.yield(offset)
    }
  }

  /// - Parameter index: of the read, in the order in which they began.
  func end(_ index: Int, with result: Result<[UInt8], any Error>) {
    waiting.withLock { $0[index] }.resume(with: result)
  }
}
