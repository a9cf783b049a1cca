/// What a `Range` header asks of a file (RFC 9110, section 14.2).
enum ByteRange: Equatable {
  /// No range, one that is not understood, or several: the whole file is a right answer to each.
  case whole
  case part(Range<Int64>)
  case unsatisfiable

  /// - Parameter size: of the file, bytes.
  init(_ header: String?, size: Int64) {
    self = .whole
    guard let header, header.utf8.count <= 256 else { return }
    let unit = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard unit.count == 2, unit[0].lowercased() == "bytes" else { return }
    let bounds = unit[1].filter { $0 != " " && $0 != "\t" }
      .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard bounds.count == 2, !bounds[1].contains(",") else { return }
    if bounds[0].isEmpty {
      guard let length = Self.number(bounds[1]) else { return }
      self = length > 0 && size > 0 ? .part(max(0, size - length)..<size) : .unsatisfiable
      return
    }
    guard let first = Self.number(bounds[0]) else { return }
    var last = Int64.max
    if !bounds[1].isEmpty {
      guard let number = Self.number(bounds[1]), number >= first else { return }
      last = number
    }
    self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
  }

  /// Digits alone; a number beyond all files is as good as the largest.
  private static func number(_ text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? .max
  }
}
