import Foundation
import Model
import Synchronization

/// A server's file, with the faults of servers: each from a place on, but formats look at the middle and the end first,
/// and those are there.
final class ScriptedStream: ByteSource {
  enum Fault: Sendable {
    case none
    /// A read from here on throws.
    case breaks(at: Int64)
    /// A read from here on never returns, cancelled or not.
    case stalls(at: Int64)
    /// The bytes end here, before the length that was told.
    case ends(at: Int64)
    /// Not even the length is told: it can't be reached.
    case isGone
  }

  struct Broken: Error {}

  private struct State {
    var fault: Fault
    var questions = 0
  }

  private let bytes: [UInt8]
  /// At most as many bytes come at once.
  private let piece: Int
  private let state: Mutex<State>

  init(_ bytes: [UInt8], _ fault: Fault = .none, piece: Int = .max) {
    self.bytes = bytes
    self.piece = piece
    state = Mutex(State(fault: fault))
  }

  convenience init(file path: String, _ fault: Fault = .none, piece: Int = .max) throws {
    self.init(Array(try Data(contentsOf: URL(fileURLWithPath: path))), fault, piece: piece)
  }

  /// How often the length was asked for.
  var questions: Int { state.withLock { $0.questions } }

  func become(_ fault: Fault) {
    state.withLock { $0.fault = fault }
  }

  func length() async throws -> Int64? {
    let fault = state.withLock { state in
      state.questions += 1
      return state.fault
    }
    if case .isGone = fault { throw Broken() }
    return Int64(bytes.count)
  }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    var end = Int64(bytes.count)
    func isAt(_ place: Int64) -> Bool { (place..<place + 4_096).contains(offset) }
    switch state.withLock({ $0.fault }) {
    case .none: break
    case .isGone: throw Broken()
    case .breaks(let place):
      if isAt(place) { throw Broken() }
      if offset < place { end = min(end, place) }
    case .stalls(let place):
      // Never resumed: a frozen server heeds nothing.
      if isAt(place) { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
      if offset < place { end = min(end, place) }
    case .ends(let place): if offset < place + 4_096 { end = min(end, place) }
    }
    guard offset < end else { return [] }
    return Array(bytes[Int(offset)..<Int(min(end, offset + Int64(min(max, piece))))])
  }
}
