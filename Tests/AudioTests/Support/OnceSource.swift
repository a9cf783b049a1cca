import Model
import Synchronization

/// Bytes in small pieces, each given once, without a length: a radio.
final class OnceSource: ByteSource {
  struct GoneBy: Error {}

  private let bytes: MemorySource
  private let piece: Int
  private let offset = Mutex<Int64>(0)

  init(_ bytes: MemorySource, piece: Int) {
    self.bytes = bytes
    self.piece = piece
  }

  func length() async throws -> Int64? { nil }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    guard offset == self.offset.withLock({ $0 }) else { throw GoneBy() }
    let read = try await bytes.read(at: offset, max: min(max, piece))
    self.offset.withLock { $0 += Int64(read.count) }
    return read
  }
}
