/// Numbers in a file's bytes.
extension ArraySlice<UInt8> {
  /// - Parameter offset: from the slice's beginning.
  /// - Returns: `nil` where the slice ends before.
  func bigEndian(at offset: Int, bytes count: Int) -> UInt64? {
    guard offset >= 0, offset + count <= self.count else { return nil }
    return self[(startIndex + offset)..<(startIndex + offset + count)].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// - Parameter offset: from the slice's beginning.
  /// - Returns: `nil` where the slice ends before.
  func littleEndian(at offset: Int, bytes count: Int) -> UInt64? {
    guard offset >= 0, offset + count <= self.count else { return nil }
    return self[(startIndex + offset)..<(startIndex + offset + count)].reversed().reduce(0) {
      $0 << 8 | UInt64($1)
    }
  }

  /// Where the bytes stand last before `end`, from the slice's beginning.
  func lastOffset(of pattern: [UInt8], before end: Int) -> Int? {
    guard let first = pattern.first else { return nil }
    var index = Swift.min(end, count) - pattern.count
    while index >= 0 {
      if self[startIndex + index] == first, self[(startIndex + index)...].starts(with: pattern) {
        return index
      }
      index -= 1
    }
    return nil
  }
}
