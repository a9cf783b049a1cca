import HTTP
import Model

/// A server's file, read by offset.
///
/// Reads that follow one another go on with one transfer; a jump asks for another range. A connection that drops is
/// taken up at the same byte. No answer is believed: a range is compared with bytes that are held already, because
/// `soul-legacy` answers any range with the bytes from 0 (SOUL_API §2), and a file that is another one than before
/// ends the reading. What is held here is one piece of the network's; the rest waits at the server.
actor RemoteFile: ByteSource {
  typealias Opening = @Sendable (_ headers: [HTTPHeader]) async throws(ServerError) -> OpenedTrack

  /// A jump forward of so many bytes is read through: that is quicker than another request.
  static let longestSkip: Int64 = 256 << 10
  /// How long to wait before each try to take up a transfer that has broken off. Then it is given up, soon enough for
  /// another source to take over without a gap that one hears.
  private static let pauses = [50, 150, 300]
  /// How much of what was read last is kept for comparing.
  private static let overlap = 4 << 10
  /// How much of the file's beginning is kept for comparing.
  private static let headLength = 1 << 10

  private let openTrack: Opening
  private var transfer: RemoteTransfer?
  private var version: FileVersion?
  private var head: [UInt8] = []
  /// What was read last, which ends at `recentEnd`.
  private var recent: [UInt8] = []
  private var recentEnd: Int64 = 0
  /// Whether this server answers ranges with something else.
  private var ignoresRanges = false

  /// Each read goes on where the one before ended.
  private let turns = ReadTurns()

  init(_ openTrack: @escaping Opening) {
    self.openTrack = openTrack
  }

  init(of trackID: String, at session: ServerSession) {
    self.init { headers async throws(ServerError) in try await session.openTrack(trackID, headers: headers) }
  }

  func length() async throws -> Int64? {
    await turns.take()
    defer { turns.give() }
    if version == nil { try await open(at: 0) }
    return version?.length
  }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    await turns.take()
    defer { turns.give() }
    var pauses = Self.pauses[...]
    while true {
      do throws(ServerError) {
        return try await bytes(at: offset, max: max)
      } catch {
        transfer = nil
        guard version != nil, error.isWorthAnotherTry, let pause = pauses.popFirst() else { throw error }
        await Pause.wait(milliseconds: pause)
        guard !Task.isCancelled else { throw ServerError.cancelled }
      }
    }
  }

  private func bytes(at offset: Int64, max: Int) async throws(ServerError) -> [UInt8] {
    if let length = version?.length, offset >= length { return [] }
    let transfer = try await move(to: offset)
    let bytes = try await transfer.take(max)
    if let length = version?.length, bytes.isEmpty, offset < length {
      throw .unreachable(
        server: transfer.opened.server, .interrupted(url: transfer.opened.stream.url, received: offset))
    }
    remember(bytes, at: offset)
    return bytes
  }

  private func remember(_ bytes: [UInt8], at offset: Int64) {
    if recentEnd != offset { recent.removeAll(keepingCapacity: true) }
    recent.append(contentsOf: bytes.suffix(Self.overlap))
    if recent.count > Self.overlap { recent.removeFirst(recent.count - Self.overlap) }
    recentEnd = offset + Int64(bytes.count)
  }

  /// - Returns: a transfer whose next byte is the one at this offset.
  private func move(to offset: Int64) async throws(ServerError) -> RemoteTransfer {
    if let transfer, transfer.offset <= offset, ignoresRanges || offset - transfer.offset <= Self.longestSkip,
      try await transfer.skip(to: offset)
    {
      return transfer
    }
    return try await open(at: offset)
  }

  @discardableResult
  private func open(at offset: Int64) async throws(ServerError) -> RemoteTransfer {
    transfer = nil
    var opened: RemoteTransfer?
    // The beginning comes first: a range is compared with it.
    if version == nil || offset == 0 { opened = try await openWhole() }
    if offset > 0, opened == nil || offset > Self.longestSkip, !ignoresRanges {
      opened = try await openRange(at: offset)
    }
    let ready: RemoteTransfer
    if let opened { ready = opened } else { ready = try await openWhole() }
    try await passOver(to: offset, ready)
    transfer = ready
    return ready
  }

  /// Reads up to an offset, and makes sure that what was read there before is still there.
  private func passOver(to offset: Int64, _ transfer: RemoteTransfer) async throws(ServerError) {
    let start = offset - Int64(recent.count)
    if recentEnd == offset, transfer.offset <= start {
      guard try await transfer.skip(to: start), try await transfer.peek(recent.count).elementsEqual(recent)
      else {
        throw transfer.opened.changed
      }
    }
    guard try await transfer.skip(to: offset) else {
      throw transfer.opened.malformed("it ends at byte \(transfer.offset)")
    }
  }

  private func openWhole() async throws(ServerError) -> RemoteTransfer {
    let opened = try await openTrack([])
    guard opened.stream.status == 200 else { throw opened.malformed("it is a part, and all was asked for") }
    return try await adoptWhole(opened)
  }

  private func adoptWhole(_ opened: OpenedTrack) async throws(ServerError) -> RemoteTransfer {
    try adopt(FileVersion(length: opened.stream.contentLength, etag: opened.etag), of: opened)
    let whole = RemoteTransfer(opened, from: 0)
    let beginning = try await whole.peek(Self.headLength)
    if head.isEmpty {
      head = Array(beginning)
    } else if !beginning.elementsEqual(head) {
      throw opened.changed
    }
    return whole
  }

  /// - Returns: `nil` where the server does not send what it says it does; any other answer is of use or an error.
  private func openRange(at offset: Int64) async throws(ServerError) -> RemoteTransfer? {
    // At least a little is asked for, so that there is something to compare.
    let last = (version?.length ?? .max) - Int64(head.count)
    let overlap = recentEnd == offset ? recent : []
    let start = overlap.isEmpty ? min(offset, last) : offset - Int64(overlap.count)
    guard start > 0 else { return nil }
    var headers = [HTTPHeader.range(from: start)]
    if let etag = version?.strongETag { headers.append(HTTPHeader("If-Range", etag)) }
    let opened = try await openTrack(headers)
    guard opened.stream.status == 206 else {
      ignoresRanges = true
      return try await adoptWhole(opened)
    }
    guard let range = opened.stream.contentRange else {
      throw opened.malformed("it does not say which part it is")
    }
    guard range.bytes.lowerBound == start else {
      throw opened.malformed("it begins at byte \(range.bytes.lowerBound), and \(start) was asked for")
    }
    try adopt(FileVersion(length: range.total ?? version?.length, etag: opened.etag), of: opened)
    let part = RemoteTransfer(opened, from: start)
    let isTrue =
      if overlap.isEmpty {
        try await !part.peek(head.count).elementsEqual(head)
      } else {
        try await part.peek(overlap.count).elementsEqual(overlap)
      }
    guard isTrue else {
      ignoresRanges = true
      return nil
    }
    return part
  }

  private func adopt(_ found: FileVersion, of opened: OpenedTrack) throws(ServerError) {
    guard version.map({ $0.matches(found) }) ?? true else { throw opened.changed }
    if version == nil { version = found }
  }
}

extension ServerError {
  /// Whether the connection broke off or was refused: the server may only have started anew. What has taken its time
  /// already is not tried again.
  fileprivate var isWorthAnotherTry: Bool {
    guard case .unreachable(_, let failure) = self else { return false }
    switch failure {
    case .interrupted, .refused, .unreachable: return true
    default: return false
    }
  }
}
