import Dispatch
import Executors
import Logging
import Model
import Synchronization

/// The bytes of one rendition, from the best of its places: when that one fails or stalls another goes on at the same
/// byte, and whoever listens hears nothing of it.
final class FailoverSource: ByteSource {
  private struct State {
    /// The place that gave bytes last.
    var current = 0
    var length: Int64?
    /// The places that are known to have a file of that length.
    var fitting: Set<Int> = []
    /// The first bytes: a next track that has them begins without waiting for its server.
    var head: [UInt8] = []
  }

  /// What the sound waits for first.
  static let headSize = 65_536

  /// Sound that is decoded already lasts for about a second. An opening may take longer than a read: it signs in,
  /// and connects.
  private static let openingLimit = DispatchTimeInterval.milliseconds(1_000)
  private static let readingLimit = DispatchTimeInterval.milliseconds(500)

  private static let executor = DispatchQueueExecutor(label: "soul.streams")
  private static let logger = Logger(label: "soul.player")

  private let places: [StreamPlace]
  private let stallsFail: Bool
  private let state = Mutex(State())

  /// - Parameters:
  ///   - places: servers with the same file, the best first; at least one.
  ///   - stallsFail: the track can be had in another form as well, so a stall of all places is a failure; otherwise
  ///     there is nothing better than to wait.
  init(_ places: [StreamPlace], stallsFail: Bool) {
    self.places = places
    self.stallsFail = stallsFail
  }

  func length() async throws -> Int64? {
    let length = try await ask(limit: Self.openingLimit) { try await $0.bytes.length() }
    let isFirst = state.withLock { state in
      state.length = length
      state.fitting.insert(state.current)
      return state.head.isEmpty
    }
    guard isFirst, let length, length > 0 else { return length }
    // Not having it is no failure yet: the read for the sound tells.
    if let head = try? await readOn(at: 0, max: Int(min(Int64(Self.headSize), length))) {
      state.withLock { $0.head = head }
    }
    return length
  }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    let head = state.withLock { $0.head }
    if offset < head.count { return Array(head[Int(offset)...].prefix(max)) }
    return try await readOn(at: offset, max: max)
  }

  private func readOn(at offset: Int64, max: Int) async throws -> [UInt8] {
    let length = state.withLock { $0.length }
    return try await ask(limit: Self.readingLimit) { place in
      let bytes = try await place.bytes.read(at: offset, max: max)
      if bytes.isEmpty, let length, offset < length {
        throw StreamError.endedEarly(at: offset, of: length)
      }
      return bytes
    }
  }

  private func ask<Answer: Sendable>(
    limit: DispatchTimeInterval, _ question: @escaping @Sendable (StreamPlace) async throws -> Answer
  ) async throws -> Answer {
    let before = state.withLock { $0 }
    let others = places.indices.filter { $0 != before.current }
    let race = StreamRace(
      places: [before.current] + others, limit: limit, stallsFail: stallsFail,
      executor: Self.executor
    ) { index in
      try await self.check(index)
      return try await question(self.places[index])
    }
    let win = try await race.win()
    if win.place != before.current {
      goneOver(to: win.place, from: before.current, win.failures.first?.error)
    }
    return win.answer
  }

  /// What a server says of a file's hash may be old: other bytes in the middle of a file would be noise.
  private func check(_ index: Int) async throws {
    let (length, isFitting) = state.withLock { ($0.length, $0.fitting.contains(index)) }
    guard let length, !isFitting else { return }
    if let other = try await places[index].bytes.length(), other != length { throw StreamError.otherFile }
    state.withLock { _ = $0.fitting.insert(index) }
  }

  private func goneOver(to index: Int, from former: Int, _ error: (any Error)?) {
    state.withLock { $0.current = index }
    let reason = String(describing: error ?? StreamError.stalled)
    Self.logger.warning(
      "Source \(places[index].source) goes on at the same byte for source \(places[former].source): \(reason)"
    )
  }
}
