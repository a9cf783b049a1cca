/// A server's own id of a track or playlist: opaque text, or a number that is kept as text.
enum ServerID {
  static let maximumLength = 1_024

  static func read(_ reader: inout JSONReader) throws(JSONDefect) -> String {
    guard let id = try reader.text(), !id.isEmpty else { throw JSONDefect("an id that is none") }
    guard id.utf8.count <= maximumLength else {
      throw JSONDefect("an id of more than \(maximumLength) bytes")
    }
    guard !id.utf8.contains(0) else { throw JSONDefect("an id with a NUL in it") }
    return id
  }

  /// - Returns: `nil` for what `read` takes for no id.
  static func readIfAny(_ reader: inout JSONReader) throws(JSONDefect) -> String? {
    guard let id = try reader.text(), (1...maximumLength).contains(id.utf8.count), !id.utf8.contains(0)
    else { return nil }
    return id
  }
}
