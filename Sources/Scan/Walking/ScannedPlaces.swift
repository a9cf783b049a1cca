import Glibc

/// The folders that one scan goes through, none of them within another.
struct ScannedPlaces {
  let roots: [String]
  private let targets: [String]

  /// - Parameters:
  ///   - folders: absolute, in any order, doubled or nested.
  ///   - library: the library's folders, whose files have their own places also where this scan doesn't go.
  init(folders: [String], library: [String] = []) {
    var roots: [String] = []
    for folder in folders.map(Self.withoutTrailingSlashes).sorted(by: PathOrder.precedes)
    where !roots.contains(where: { PathOrder.contains(folder: $0, path: folder) }) {
      roots.append(folder)
    }
    self.roots = roots
    targets = Set(roots + library).map { Self.resolved($0) ?? $0 }
  }

  /// Whether a link leads to something that is scanned at its own place.
  func holdsTarget(ofLink path: String) -> Bool {
    guard let target = Self.resolved(path) else { return false }
    return targets.contains { root in
      PathOrder.contains(folder: root, path: target)
        && !target.utf8.dropFirst(root.utf8.count).split(separator: UInt8(ascii: "/"))
          .contains { $0.first == UInt8(ascii: ".") }
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    // `realpath` without a buffer gives one of its own, NUL at its end, that is the caller's to free.
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = Substring(path)
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return String(path)
  }
}
