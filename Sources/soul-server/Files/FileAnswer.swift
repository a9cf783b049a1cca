import HTTPTypes
import Hummingbird
import Library
import Model
import NIOCore

/// The answer that is a file: conditions, ranges and HEAD as in RFC 9110, sections 13 and 14.
struct FileAnswer {
  let file: OpenFile
  let contentType: String
  /// `nil`: the file's own.
  var entityTag: String?
  var headers = HTTPFields()

  func response(to request: Request, on channel: any Channel) -> Response {
    let tag = entityTag ?? file.entityTag
    var headers = headers
    headers[.eTag] = tag
    headers[.lastModified] = HTTPDate.text(modified)
    headers[.acceptRanges] = "bytes"
    headers[.cacheControl] = "private, no-cache"
    headers[.xContentTypeOptions] = "nosniff"
    switch Preconditions(request.headers, tag: tag, modified: modified) {
    case .hold: break
    case .notModified: return Response(status: .notModified, headers: headers)
    case .failed: return APIError.preconditionFailed.response
    }
    headers[.contentType] = contentType
    switch range(request, tag: tag) {
    case .whole:
      return answer(.ok, headers, 0..<file.stamp.size, channel)
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.stamp.size)"
      return answer(.partialContent, headers, range, channel)
    case .unsatisfiable:
      var response = APIError(
        status: .rangeNotSatisfiable, code: "bad_range", message: "The file has \(file.stamp.size) bytes."
      ).response
      response.headers[.contentRange] = "bytes */\(file.stamp.size)"
      return response
    }
  }

  /// Unix seconds, as clients are told.
  private var modified: Int64 { max(0, file.stamp.modified / 1_000_000_000) }

  private func range(_ request: Request, tag: String) -> ByteRange {
    // A range means something for GET alone (section 14.2).
    guard request.method == .get else { return .whole }
    // A weak tag never is the same; a date only to the letter, and another one gets the whole file.
    if let condition = request.headers[.ifRange], condition != tag, condition != HTTPDate.text(modified) {
      return .whole
    }
    return ByteRange(request.headers[.range], size: file.stamp.size)
  }

  private func answer(
    _ status: HTTPResponse.Status, _ headers: HTTPFields, _ range: Range<Int64>, _ channel: any Channel
  ) -> Response {
    Response(
      status: status, headers: headers,
      body: FileSender(file: file, range: range, channel: channel).body)
  }
}
