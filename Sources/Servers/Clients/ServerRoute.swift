/// A route of a server's, below its base path.
struct ServerRoute: Sendable {
  /// Not encoded.
  let segments: [String]
  var query: [(name: String, value: String)] = []

  init(_ segments: String..., query: [(name: String, value: String)] = []) {
    self.segments = segments
    self.query = query
  }

  /// Encoded, without the query: what errors name.
  var path: String { ServerURL.route(segments) }

  /// Whether a server can be asked for it: an id `..` would be taken for a step up, encoded or not.
  var isSendable: Bool { segments.allSatisfy { !["", ".", ".."].contains($0) } }
}
