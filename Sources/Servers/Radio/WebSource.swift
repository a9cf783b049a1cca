import HTTP
import Model

/// The bytes at an address on the web: of a file that can be read anywhere, or of a station, which goes on for ever.
///
/// A station that drops the connection is asked again, after longer and longer pauses. What it says of itself is taken
/// out of its bytes and told.
actor WebSource: ByteSource {
  /// Milliseconds before each try to take up a station that has gone; then it is given up.
  private static let pauses = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]

  let http: HTTPClient
  let address: String
  private let told: @Sendable (StationInfo) -> Void
  private var info = StationInfo()
  /// Where the stream is, once the playlists that lead there are known.
  private var place: String?
  private var stream: HTTPStream?
  private var icy: ICYStream?
  /// Its server says that it is a station, with titles or without.
  private var isStation = false
  private var knownLength: Int64?
  /// Where `held` begins.
  private var offset: Int64 = 0
  /// Sound that came and was not asked for yet.
  private var held: ArraySlice<UInt8> = []
  /// A read that was given up may still be at it when the next one comes.
  private let turns = ReadTurns()

  init(_ address: String, http: HTTPClient, told: @escaping @Sendable (StationInfo) -> Void) {
    self.address = address
    self.http = http
    self.told = told
  }

  func length() async throws -> Int64? {
    await turns.take()
    defer { turns.give() }
    if stream == nil { try await open(at: 0) }
    return knownLength
  }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    await turns.take()
    defer { turns.give() }
    if let knownLength, offset >= knownLength { return [] }
    if stream == nil || offset != self.offset { try await go(to: offset) }
    var pauses = Self.pauses[...]
    while held.isEmpty {
      do throws(WebStreamError) {
        guard let bytes = try await next() else {
          guard isStation else { return [] }
          throw .http(.interrupted(url: WebStreamError.place(of: address), received: self.offset))
        }
        keep(bytes)
      } catch {
        stream = nil
        guard isStation || knownLength != nil, error.isPassing, let pause = pauses.popFirst() else {
          throw error
        }
        try await resume(after: pause)
      }
    }
    let taken = Array(held.prefix(max))
    held = held.dropFirst(taken.count)
    self.offset += Int64(taken.count)
    return taken
  }

  private func go(to offset: Int64) async throws(WebStreamError) {
    guard knownLength != nil || offset == 0 || stream == nil && offset == self.offset else {
      throw .goneBy(place: WebStreamError.place(of: address))
    }
    try await open(at: offset)
  }

  private func next() async throws(WebStreamError) -> [UInt8]? {
    guard let stream else {
      throw .http(.interrupted(url: WebStreamError.place(of: address), received: offset))
    }
    do throws(HTTPError) { return try await stream.next() } catch { throw .http(error) }
  }

  private func keep(_ bytes: [UInt8]) {
    guard var icy else {
      held = bytes[...]
      return
    }
    let (sound, titles) = icy.take(bytes)
    self.icy = icy
    held = sound[...]
    for title in titles where title != info.title ?? "" {
      info.title = title.isEmpty ? nil : title
      told(info)
    }
  }

  /// Takes up a connection that has dropped: a file at the same byte, a station where it is by now.
  private func resume(after pause: Int) async throws {
    await Pause.wait(milliseconds: pause)
    try Task.checkCancellation()
    do throws(WebStreamError) {
      try await open(at: offset)
    } catch {
      // Whether it is worth another try is decided where the tries are counted.
      guard error.isPassing else { throw error }
    }
  }

  private func open(at offset: Int64) async throws(WebStreamError) {
    stream = nil
    held = []
    let opened = try await openStream(from: knownLength == nil ? 0 : offset)
    try check(opened, offset: offset)
    stream = opened
    self.offset = offset
    icy = opened.headers["icy-metaint"].flatMap { ICYStream(interval: $0) }
    guard isStation else { return }
    let name = opened.headers["icy-name"].flatMap { CleanText.cleaned($0) }
    guard name != info.name else { return }
    info.name = name
    told(info)
  }

  private func check(_ opened: HTTPStream, offset: Int64) throws(WebStreamError) {
    if knownLength == nil {
      isStation = ["icy-metaint", "icy-name", "icy-br"].contains { opened.headers[$0] != nil }
      let acceptsRanges = opened.headers["Accept-Ranges"]?.lowercased() == "bytes"
      knownLength = isStation || !acceptsRanges ? nil : opened.contentLength
    } else if offset > 0 {
      guard opened.status == 206, let range = opened.contentRange, range.bytes.lowerBound == offset,
        range.total == nil || range.total == knownLength
      else { throw .wrongRange(place: WebStreamError.place(of: opened.url)) }
    } else if opened.contentLength != knownLength {
      throw .wrongRange(place: WebStreamError.place(of: opened.url))
    }
  }

  /// Opens the address, or the first stream that answers of those that its playlists name.
  private func openStream(from offset: Int64) async throws(WebStreamError) -> HTTPStream {
    if let place { return try await request(place, from: offset) }
    var failure: WebStreamError?
    for entry in try await places() {
      do throws(WebStreamError) {
        let opened: HTTPStream
        switch entry {
        case .stream(let stream): opened = stream
        case .address(let address): opened = try await request(address, from: offset)
        }
        guard !StationList.isList(type: opened.headers["Content-Type"], url: opened.url) else {
          throw .emptyList(place: WebStreamError.place(of: opened.url))
        }
        place = opened.url
        return opened
      } catch {
        failure = failure ?? error
      }
    }
    throw failure ?? .emptyList(place: WebStreamError.place(of: address))
  }

  private enum Place {
    case stream(HTTPStream)
    case address(String)
  }

  /// A playlist may name another one, which names streams; deeper it goes for no honest station.
  private func places() async throws(WebStreamError) -> [Place] {
    let first = try await request(address, from: 0)
    guard StationList.isList(type: first.headers["Content-Type"], url: first.url) else {
      return [.stream(first)]
    }
    var places: [Place] = []
    for entry in try await list(first) {
      guard StationList.isList(type: nil, url: entry) else {
        places.append(.address(entry))
        continue
      }
      let nested = try await request(entry, from: 0)
      guard StationList.isList(type: nested.headers["Content-Type"], url: nested.url) else {
        places.append(.stream(nested))
        continue
      }
      places += try await list(nested).map { .address($0) }
    }
    return places
  }

  private func list(_ stream: HTTPStream) async throws(WebStreamError) -> [String] {
    var bytes: [UInt8] = []
    do throws(HTTPError) {
      while bytes.count < StationList.maximumSize, let more = try await stream.next() { bytes += more }
    } catch {
      throw .http(error)
    }
    let text = String(decoding: bytes.prefix(StationList.maximumSize), as: UTF8.self)
    return try StationList.entries(of: text, at: stream.url)
  }

  private func request(_ url: String, from offset: Int64) async throws(WebStreamError) -> HTTPStream {
    var headers = [HTTPHeader("Icy-MetaData", "1")]
    if offset > 0 { headers.append(.range(from: offset)) }
    let opened: HTTPStream
    do throws(HTTPError) {
      opened = try await http.open(
        HTTPRequest(.get, url, headers: headers, limits: .stream, redirects: .followed))
    } catch {
      throw .http(error)
    }
    let place = WebStreamError.place(of: opened.url)
    guard opened.status == 200 || opened.status == 206 && offset > 0 else {
      throw .refused(place: place, status: opened.status)
    }
    let type = opened.headers["Content-Type"]?.lowercased() ?? ""
    if type.hasPrefix("text/html"), !StationList.isList(type: type, url: opened.url) {
      throw .notAudio(place: place)
    }
    return opened
  }
}
