import Foundation
import Model
import TestKit

/// The bytes of a file, with faults on demand.
struct MemorySource: ByteSource {
  enum Fault: Sendable {
    case none
    /// A read from here on throws.
    case fails(at: Int64)
    /// A read from here on never returns, cancelled or not.
    case hangs(at: Int64)
    /// A read from here on returns when this has happened. Formats look at the middle and the end first: those are there.
    case stalls(at: Int64, until: EventLog<Void>)
    /// The bytes end here, before the length that was told.
    case ends(at: Int64)
    /// Not even the length is ever told.
    case hangsAtOnce
    /// The length is told when this has ended.
    case waits(for: AsyncStream<Void>)
  }

  struct Broken: Error {}

  let bytes: [UInt8]
  let fault: Fault
  /// Else the source does not know its length.
  let knowsLength: Bool

  init(file path: String, fault: Fault = .none, knowsLength: Bool = true) throws {
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    self.fault = fault
    self.knowsLength = knowsLength
  }

  func length() async throws -> Int64? {
    if case .hangsAtOnce = fault { await hang() }
    if case .waits(let stream) = fault { for await _ in stream {} }
    return knowsLength ? Int64(bytes.count) : nil
  }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    var end = Int64(bytes.count)
    switch fault {
    case .fails(let place):
      if offset >= place { throw Broken() }
      end = min(end, place)
    case .hangs(let place):
      if offset >= place { await hang() }
      end = min(end, place)
    case .stalls(let place, let waited):
      if (place..<place + 4_096).contains(offset) { try await waited.event(0) }
      if offset < place { end = min(end, place) }
    case .ends(let place): end = min(end, place)
    case .none, .hangsAtOnce, .waits: break
    }
    guard offset < end else { return [] }
    return Array(bytes[Int(offset)..<Int(min(end, offset + Int64(max)))])
  }

  private func hang() async {
    // Never resumed: a read that hangs in the kernel or in a server does not heed cancellation either.
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }
}
