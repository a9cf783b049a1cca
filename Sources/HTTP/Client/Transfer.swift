import CCurl
import Dispatch

/// A request on its way: what has come of its answer, and who waits for it.
///
/// Used on the client's queue alone.
final class Transfer {
  let number: UInt64
  let visit: Visit
  let easy: EasyHandle
  /// When the body has come on or has ended since its reader was told.
  private(set) var hasNews = false

  private let stream: StreamBuffer?
  private var answer: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>?
  private var head = ResponseHead()
  private var body: [UInt8] = []
  private var received: Int64 = 0
  /// Why the request was given up on this side.
  private var failure: HTTPError?
  private var watch: TransferWatch

  /// - Parameters:
  ///   - stream: takes the body; without one the answer holds it.
  ///   - answer: told once: with the head for a stream, else with the whole.
  init(
    _ visit: Visit, number: UInt64, userAgent: String, stream: StreamBuffer?,
    answer: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>
  ) throws(HTTPError) {
    self.visit = visit
    self.number = number
    self.stream = stream
    self.answer = answer
    easy = try EasyHandle(visit, userAgent: userAgent, isStream: stream != nil)
    watch = TransferWatch(visit)
    // The client keeps the transfer until libcurl has let go of the request.
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.connect(to: context, head: Self.headLine, body: Self.bodyPart)
  }

  /// When something has to be looked at; `nil` never.
  var deadline: DispatchTime? { watch.deadline }

  /// - Returns: what is exceeded by now; `nil` where all is well.
  func limitExceeded(at now: DispatchTime) -> HTTPTimeLimit? {
    watch.limitExceeded(at: now)
  }

  /// Lets a body come on that was held up.
  func resume() {
    watch.resume()
    easy.resume()
  }

  /// Wakes the reader of the stream.
  func tell() {
    hasNews = false
    stream?.tell()
  }

  /// Ends it with what libcurl says.
  /// - Returns: what went wrong; `nil` where nothing did.
  @discardableResult
  func end(_ code: CURLcode) -> HTTPError? {
    if head.redirectTarget != nil, failure == nil {
      settle(.success(response))
      return nil
    }
    if let error = failure ?? error(code) {
      end(error)
      return error
    }
    settle(.success(response))
    stream?.finish(nil)
    return nil
  }

  /// Ends it with an error of this side.
  func end(_ error: HTTPError) {
    settle(.failure(error))
    stream?.finish(error)
  }

  var status: Int { head.status }

  func timedOut(_ limit: HTTPTimeLimit) -> HTTPError {
    .timedOut(url: visit.url.place, limit: limit)
  }

  private var response: HTTPResponse {
    HTTPResponse(status: head.status, headers: head.headers, body: body, url: visit.url.text)
  }

  private func settle(_ result: Result<HTTPResponse, HTTPError>) {
    answer?.resume(returning: result)
    answer = nil
  }

  /// What libcurl's end means; `nil` for a whole answer.
  private func error(_ code: CURLcode) -> HTTPError? {
    guard code == CURLE_OK else { return HTTPError(code, of: easy, visit: visit, received: received) }
    // libcurl takes a head that breaks off for a whole one.
    return head.isComplete ? nil : .interrupted(url: visit.url.place, received: 0)
  }

  // MARK: what libcurl hears

  private func takeLine(_ line: UnsafeRawBufferPointer) -> Bool {
    let isComplete = head.take(line)
    guard head.byteCount <= visit.request.limits.maximumHead else {
      failure = .tooLarge(url: visit.url.place, limit: visit.request.limits.maximumHead)
      return false
    }
    guard isComplete else { return true }
    watch.beginBody()
    // The body of a redirect is for nobody: the request ends here.
    guard head.redirectTarget == nil else { return false }
    failure = headFailure()
    guard failure == nil else { return false }
    if stream != nil { settle(.success(response)) }
    return true
  }

  private func headFailure() -> HTTPError? {
    let place = visit.url.place
    let length: Int64?
    do throws(ResponseHead.HeadDefect) {
      length = try head.contentLength()
    } catch {
      return .malformed(url: place, reason: "its Content-Length is no length")
    }
    let encoding = head.headers["Content-Encoding"]?.lowercased() ?? ""
    if stream != nil, !encoding.isEmpty, encoding != "identity" {
      return .malformed(url: place, reason: "it compresses what was asked for as it is")
    }
    if let length, let limit = visit.request.limits.maximumBody, length > limit,
      visit.request.method != .head,
      head.status != 304
    {
      return .tooLarge(url: place, limit: limit)
    }
    return nil
  }

  /// - Returns: `nil` to be held up, else whether to go on.
  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    if let limit = visit.request.limits.maximumBody, received + Int64(bytes.count) > limit {
      failure = .tooLarge(url: visit.url.place, limit: limit)
      return false
    }
    if let stream {
      hasNews = true
      guard stream.append(bytes) else {
        watch.holdUp()
        return nil
      }
    } else {
      body.append(contentsOf: bytes)
    }
    received += Int64(bytes.count)
    watch.count(bytes.count)
    return true
  }

  private static let headLine: soul_receive = { bytes, size, count, context in
    guard let context, let bytes else { return 0 }
    // The client keeps the transfer until libcurl has let go of the request.
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.takeLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  private static let bodyPart: soul_receive = { bytes, size, count, context in
    guard let context, let bytes else { return 0 }
    // As above.
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    guard let isTaken = transfer.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) else {
      return Int(CURL_WRITEFUNC_PAUSE)
    }
    // Another count than that of the bytes ends the request.
    return isTaken ? size * count : 0
  }
}
