/// Where a folder's files lie among the paths of the library, byte by byte as SQLite compares them.
struct LibraryPath {
  /// Without a slash at its end, but for the root itself.
  let folder: String

  init(folder: String) {
    var folder = Substring(folder)
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    self.folder = String(folder)
  }

  /// - Parameter path: absolute.
  static func parent(of path: String) -> String {
    let folder = LibraryPath(folder: path).folder
    guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { return folder }
    return LibraryPath(folder: String(folder[...slash])).folder
  }

  /// The first text that a path below the folder can be.
  var lowerBound: String { folder == "/" ? "/" : folder + "/" }

  /// The first text after all paths below the folder: `0` is what follows `/`.
  var upperBound: String { folder == "/" ? "0" : folder + "0" }

  /// What lies below the folder but below none of these: parts that don't overlap, each from a text up to another.
  func parts(except kept: [LibraryPath]) -> [(from: String, to: String)] {
    var parts: [(from: String, to: String)] = []
    var start = lowerBound
    for folder in kept.sorted(by: { Self.precedes($0.lowerBound, $1.lowerBound) }) {
      guard Self.precedes(folder.lowerBound, upperBound) else { break }
      if Self.precedes(start, folder.lowerBound) { parts.append((start, folder.lowerBound)) }
      if Self.precedes(start, folder.upperBound) { start = folder.upperBound }
    }
    if Self.precedes(start, upperBound) { parts.append((start, upperBound)) }
    return parts
  }

  private static func precedes(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
