import HTTP

/// Why a station or a file on the web can't be played. `place` is an address without its query, which may hold a secret.
enum WebStreamError: Error, Hashable {
  case http(HTTPError)
  case refused(place: String, status: Int)
  /// A playlist that names nothing to play, or only other playlists.
  case emptyList(place: String)
  /// HLS: a stream cut into files.
  case segmented(place: String)
  /// A web page.
  case notAudio(place: String)
  /// Bytes of another place than was asked for, or of another file.
  case wrongRange(place: String)
  /// A station has no way back.
  case goneBy(place: String)

  /// An address as it may be shown and logged.
  static func place(of url: String) -> String {
    String(url.prefix { $0 != "?" && $0 != "#" })
  }

  /// Whether the same address may well answer a little later.
  var isPassing: Bool {
    switch self {
    case .http(let error):
      switch error {
      case .interrupted, .refused, .unreachable, .unresolved, .timedOut: true
      default: false
      }
    case .refused(_, let status): status == 408 || status == 429 || status >= 500
    default: false
    }
  }
}

extension WebStreamError: CustomStringConvertible {
  var description: String {
    switch self {
    case .http(let error): error.message
    case .refused(let place, let status):
      "\(place) answers with status \(status). Check the address."
    case .emptyList(let place):
      "The playlist \(place) names no stream. Use the address of a stream."
    case .segmented(let place):
      "\(place) is an HLS stream, which can't be played. Use the station's MP3, AAC or Ogg stream."
    case .notAudio(let place):
      "\(place) is a web page. Use the address of the stream itself."
    case .wrongRange(let place):
      "\(place) has changed, or does not give what it is asked for. Play it again."
    case .goneBy(let place):
      "\(place) is broadcast: there is no way back in it."
    }
  }
}
