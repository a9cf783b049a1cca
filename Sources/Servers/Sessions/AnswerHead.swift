import HTTP

/// What an answer says before its body: all that decides what becomes of it.
protocol AnswerHead: Sendable {
  var status: Int { get }
  var headers: HTTPHeaders { get }
}

extension HTTPResponse: AnswerHead {}
extension HTTPStream: AnswerHead {}

extension AnswerHead {
  /// Of the content; lower case, without parameters; empty where there is none.
  var mediaType: String {
    let value = headers["Content-Type"] ?? ""
    return value.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
  }

  /// A web page: what a server answers for what it does not know, or another one in its place.
  var isHTML: Bool { ["text/html", "application/xhtml+xml"].contains(mediaType) }

  /// Whether the content may be audio: some servers know no better type than a stream of octets, or none.
  var mayBeAudio: Bool {
    let type = mediaType
    return type.isEmpty || type.hasPrefix("audio/") || type.hasPrefix("video/")
      || ["application/octet-stream", "binary/octet-stream", "application/ogg", "application/x-flac"]
        .contains(type)
  }
}
