import HTTP

/// One answer with a file's bytes, read forward.
final class RemoteTransfer {
  let opened: OpenedTrack
  /// Where in the file `buffer` begins.
  private(set) var offset: Int64
  private var buffer: ArraySlice<UInt8> = []
  /// Whether the answer has ended, as it should.
  private var hasEnded = false

  init(_ opened: OpenedTrack, from offset: Int64) {
    self.opened = opened
    self.offset = offset
  }

  /// Waits for the next bytes.
  /// - Returns: at least one and at most `max`; none at the end.
  func take(_ max: Int) async throws(ServerError) -> [UInt8] {
    if buffer.isEmpty { buffer = try await next()[...] }
    let taken = Array(buffer.prefix(max))
    buffer = buffer.dropFirst(taken.count)
    offset += Int64(taken.count)
    return taken
  }

  /// Waits for this many bytes, and leaves them to be taken. Fewer at the end.
  func peek(_ count: Int) async throws(ServerError) -> ArraySlice<UInt8> {
    while buffer.count < count {
      let more = try await next()
      guard !more.isEmpty else { break }
      buffer.append(contentsOf: more)
    }
    return buffer.prefix(count)
  }

  /// Reads on to an offset, which lies ahead.
  /// - Returns: whether the answer reaches that far.
  func skip(to target: Int64) async throws(ServerError) -> Bool {
    while offset < target {
      guard try await !take(Int(min(target - offset, 1 << 20))).isEmpty else { return false }
    }
    return true
  }

  private func next() async throws(ServerError) -> [UInt8] {
    guard !hasEnded else { return [] }
    do throws(HTTPError) {
      if let bytes = try await opened.stream.next() { return bytes }
      hasEnded = true
      return []
    } catch {
      throw await opened.session.failure(error, of: opened.route)
    }
  }
}
