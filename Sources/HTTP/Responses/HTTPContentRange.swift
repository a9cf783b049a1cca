/// Which bytes a partial answer says that it holds (RFC 9110 §14.4). What a server says can be wrong.
public struct HTTPContentRange: Hashable, Sendable {
  public var bytes: Range<Int64>
  /// The length of the whole; `nil` where the server does not know it.
  public var total: Int64?

  /// - Parameter text: the field's value: `bytes 0-99/1000`, `bytes 0-99/*`.
  /// - Returns: `nil` where it is anything else, an unsatisfied range (`bytes */1000`) too.
  public init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
    let halves = parts[1].split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]), first <= last,
      last < .max
    else { return nil }
    bytes = first..<(last + 1)
    guard halves[1] != "*" else { return }
    guard let total = Self.number(halves[1]), total > last else { return nil }
    self.total = total
  }

  /// Digits alone: `Int64` would take a sign.
  private static func number(_ text: Substring) -> Int64? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int64(text)
  }
}
