import Library
import Synchronization
import Tags

/// Keeps the covers of files, each content once, and sweeps out what no track has.
final class CoverStore: Sendable {
  let files: CoverFiles
  /// The names of what is known to be there.
  private let known = Mutex<Set<String>>([])

  init(directory: String) {
    files = CoverFiles(directory: directory)
  }

  /// Keeps a cover; one that is there already costs nothing.
  func store(_ cover: CoverImage) throws(CoverFileError) -> CoverKey {
    let key = CoverKey(hash: cover.hash, fileExtension: cover.format.rawValue)
    guard !known.withLock({ $0.contains(key.fileName) }) else { return key }
    if files.size(of: key.fileName) != cover.bytes.count {
      try files.write(cover.bytes, as: key.fileName)
    }
    known.withLock { _ = $0.insert(key.fileName) }
    return key
  }

  /// Compares the folder with the covers that tracks have; what went away since is kept anew from now on.
  /// - Returns: whether all of this device's own are there, as far as names tell, and whether there are files that no
  ///   track has.
  func survey(for covers: CoversInUse) -> (holdsAll: Bool, hasOrphans: Bool) {
    let names = Set(files.names())
    let needed = Set(covers.own.map(\.fileName))
    let kept = Set(covers.all.map(\.fileName))
    known.withLock { $0.formIntersection(names) }
    return (needed.isSubset(of: names), names.contains { Self.isOurs($0) && !kept.contains($0) })
  }

  /// Removes the covers that no track has any more, and what a killed scan has left half-written.
  func removeAll(except keys: Set<CoverKey>) {
    let kept = Set(keys.map(\.fileName))
    for name in files.names() where Self.isOurs(name) && !kept.contains(name) { files.remove(name) }
    known.withLock { $0.formIntersection(kept) }
  }

  /// A hash's 64 digits, a dot, and more: nothing else in the folder is touched.
  private static func isOurs(_ name: String) -> Bool {
    let hash = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    return hash.count == 64 && name.utf8.count > 65
      && hash.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
