import Foundation

/// When a track was played: RFC 3339, or Unix seconds.
enum PlayTime {
  /// - Returns: whole Unix seconds; `nil` where it is neither.
  static func seconds(_ value: JSONValue) -> Int64? {
    switch value {
    case .integer(let seconds): return seconds
    case .number(let seconds): return Int64(exactly: seconds.rounded(.down))
    case .string(let text):
      guard text.utf8.count <= 64 else { return nil }
      // Its letters may be small ones (RFC 3339, section 5.6).
      let text = text.uppercased()
      let styles = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
      return styles.lazy.compactMap { try? $0.parse(text) }.first
        .flatMap { Int64(exactly: $0.timeIntervalSince1970.rounded(.down)) }
    default: return nil
    }
  }
}
