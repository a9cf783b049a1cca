import Synchronization

/// What has come of a streamed body and was not taken yet, between the client's queue and the one who reads.
final class StreamBuffer: Sendable {
  /// What a reader finds.
  enum Portion {
    /// - Parameter isHeldUp: whether the body has to be let come on.
    case bytes([UInt8], isHeldUp: Bool)
    case end(HTTPError?)
    case nothing
  }

  private struct State {
    var bytes: [UInt8] = []
    var isHeldUp = false
    var hasEnded = false
    var failure: HTTPError?
    var reader: CheckedContinuation<Void, Never>?

    mutating func takeReader() -> CheckedContinuation<Void, Never>? {
      defer { reader = nil }
      return reader
    }
  }

  /// Once so many bytes wait, no more are taken. (libcurl keeps up to 256 KiB that it had read already.)
  static let capacity = 384 << 10

  private let state = Mutex(State())

  /// - Returns: whether the bytes were taken. Else the body is held up until somebody reads.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      // What comes after a cancellation is for nobody.
      guard !state.hasEnded else { return true }
      guard state.bytes.count + bytes.count <= Self.capacity else {
        state.isHeldUp = true
        return false
      }
      if state.bytes.isEmpty { state.bytes.reserveCapacity(Self.capacity) }
      state.bytes.append(contentsOf: bytes)
      return true
    }
  }

  /// Wakes who waits, where there is something to read.
  func tell() {
    let reader = state.withLock { state in
      state.bytes.isEmpty && !state.hasEnded ? nil : state.takeReader()
    }
    reader?.resume()
  }

  /// The end, after what is still to be read; the first one holds.
  func finish(_ failure: HTTPError?) {
    let reader = state.withLock { state in
      if !state.hasEnded {
        state.hasEnded = true
        state.failure = failure
      }
      return state.takeReader()
    }
    reader?.resume()
  }

  /// The end at once, for who doesn't want the rest.
  func discard() {
    let reader = state.withLock { state in
      state.bytes = []
      if !state.hasEnded || state.failure == nil { state.failure = .cancelled }
      state.hasEnded = true
      return state.takeReader()
    }
    reader?.resume()
  }

  /// All that waits.
  func take() -> Portion {
    state.withLock { state in
      if !state.bytes.isEmpty {
        defer {
          state.bytes = []
          state.isHeldUp = false
        }
        return .bytes(state.bytes, isHeldUp: state.isHeldUp)
      }
      return state.hasEnded ? .end(state.failure) : .nothing
    }
  }

  /// Waits until there is something to take. For one reader.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        precondition(state.reader == nil, "a stream is read by one task at a time")
        if state.bytes.isEmpty && !state.hasEnded {
          state.reader = continuation
          return false
        }
        return true
      }
      if isReady { continuation.resume() }
    }
  }
}
