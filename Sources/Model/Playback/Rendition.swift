/// The same bytes, wherever they can be had from: within it one place takes over from another at the same byte.
public struct Rendition: Hashable, Sendable {
  /// The best first; at least one. A file of this device stands alone: it is read by the decoder itself.
  public let candidates: [PlaybackCandidate]

  init(_ candidates: [PlaybackCandidate]) {
    self.candidates = candidates
  }

  /// A file that is not in the library.
  public init(path: String) {
    self.init([.file(path: path, source: Source.localID)])
  }

  /// A station or a file on the web.
  public init(url: String) {
    self.init([.web(url: url)])
  }
}
