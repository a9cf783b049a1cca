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
    headers[.lastModified] = HTTPDate.text(file.stamp.modified / 1_000_000_000)
    headers[.acceptRanges] = "bytes"
    headers[.cacheControl] = "private, no-cache"
    headers[.xContentTypeOptions] = "nosniff"
    if let known = request.headers[.ifNoneMatch], Self.matches(known, tag) {
      return Response(status: .notModified, headers: headers)
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

  private func range(_ request: Request, tag: String) -> ByteRange {
    // A weak tag never is the same; a date only to the letter, and another one gets the whole file.
    if let condition = request.headers[.ifRange], condition != tag,
      condition != HTTPDate.text(file.stamp.modified / 1_000_000_000)
    {
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

  private static func matches(_ known: String, _ tag: String) -> Bool {
    known.split(separator: ",").contains { part in
      var part = part.trimmingPrefix(" ")
      while part.last == " " { part.removeLast() }
      return part == "*" || part.trimmingPrefix("W/") == tag
    }
  }
}
