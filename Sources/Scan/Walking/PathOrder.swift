import Glibc

/// Paths are bytes: names that Unicode holds equal are two files, and the library lists them byte by byte.
enum PathOrder {
  static func precedes(_ left: String, _ right: String) -> Bool {
    compare(left, right) < 0
  }

  /// Whether `path` lies below the folder, or is it.
  static func contains(folder: String, path: String) -> Bool {
    guard folder != "/" else { return path.utf8.first == UInt8(ascii: "/") }
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let rest = path.utf8.dropFirst(folder.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: "/")
  }

  /// Below 0: `left` comes first; 0: they are the same bytes.
  static func compare(_ left: String, _ right: String) -> Int {
    let order = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in
        bytes(left, right)
      }
    }
    return (order ?? nil)
      ?? Array(left.utf8).withUnsafeBufferPointer { left in
        Array(right.utf8).withUnsafeBufferPointer { bytes(left, $0) }
      }
  }

  private static func bytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
      // Both buffers hold at least `common` bytes.
      let order = memcmp(leftBase, rightBase, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}
