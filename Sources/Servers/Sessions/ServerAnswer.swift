import Glibc
import HTTP

/// Judges answers: by their kind of content as much as by their status, because a web server answers anything with a
/// page of its own.
enum ServerAnswer {
  /// - Parameter route: what was asked for.
  /// - Returns: the JSON of an answer that means success.
  static func body(
    of response: HTTPResponse, to route: ServerRoute, server: String
  ) throws(ServerError) -> [UInt8] {
    guard response.isSuccess else { throw failure(response, to: route, server: server) }
    guard isJSON(response) else { throw .unsupported(server: server, path: route.path) }
    return response.body
  }

  /// What an answer means that means no success.
  static func failure(_ head: some AnswerHead, to route: ServerRoute, server: String) -> ServerError {
    switch head.status {
    case 401, 403: .denied(server: server, path: route.path)
    case 404 where !head.isHTML: .notFound(server: server, path: route.path)
    case 404, 405, 501: .unsupported(server: server, path: route.path)
    case 429: .rateLimited(server: server, retryAfter: retryAfter(head))
    case 503 where head.headers["Retry-After"] != nil:
      .rateLimited(server: server, retryAfter: retryAfter(head))
    default: .failed(server: server, path: route.path, status: head.status)
    }
  }

  /// Whether the content is JSON: it says so, or it says nothing better and begins like it.
  static func isJSON(_ response: HTTPResponse) -> Bool {
    let type = response.mediaType
    if type.hasSuffix("json") { return true }
    guard ["", "text/plain", "application/octet-stream"].contains(type) else { return false }
    let first = response.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// RFC 9110 §10.2.3: seconds, or a date; that one is counted from the server's own.
  static func retryAfter(_ head: some AnswerHead) -> Duration? {
    guard let value = head.headers["Retry-After"] else { return nil }
    // A day: what asks for more may as well ask for ever.
    let limit = 86_400.0
    if let seconds = Double(value), seconds >= 0 { return .seconds(min(seconds, limit)) }
    guard let date = Timestamp.seconds(ofHTTPDate: value) else { return nil }
    let now = head.headers["Date"].flatMap(Timestamp.seconds(ofHTTPDate:)) ?? Int64(time(nil))
    return .seconds(max(0, min(Double(date - now), limit)))
  }
}
