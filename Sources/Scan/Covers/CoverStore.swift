import Glibc
import Library
import Synchronization
import Tags

/// The covers as files in the cache, named by their content: `{hash}.{extension}`.
///
/// Files are 0600 and appear whole or not at all: a player or a shell widget may read one at any time.
final class CoverStore: Sendable {
  let directory: String
  /// The names of what is known to be there.
  private let known = Mutex<Set<String>>([])

  init(directory: String) {
    self.directory = directory
  }

  /// Keeps a cover; one that is there already costs nothing.
  func store(_ cover: CoverImage) throws(CoverStoreError) -> CoverKey {
    let key = CoverKey(hash: cover.hash, fileExtension: cover.format.rawValue)
    guard !known.withLock({ $0.contains(key.fileName) }) else { return key }
    if Self.size(of: "\(directory)/\(key.fileName)") != cover.bytes.count {
      try write(cover.bytes, as: key.fileName)
    }
    known.withLock { _ = $0.insert(key.fileName) }
    return key
  }

  /// Compares the folder with the covers that tracks have; what went away since is kept anew from now on.
  /// - Returns: whether all of this device's own are there, as far as names tell, and whether there are files that no
  ///   track has.
  func survey(for covers: CoversInUse) -> (holdsAll: Bool, hasOrphans: Bool) {
    let names = Set(Self.names(in: directory))
    let needed = Set(covers.own.map(\.fileName))
    let kept = Set(covers.all.map(\.fileName))
    known.withLock { $0.formIntersection(names) }
    return (needed.isSubset(of: names), names.contains { Self.isOurs($0) && !kept.contains($0) })
  }

  /// Removes the covers that no track has any more, and what a killed scan has left half-written.
  func removeAll(except keys: Set<CoverKey>) {
    let kept = Set(keys.map(\.fileName))
    for name in Self.names(in: directory) where Self.isOurs(name) && !kept.contains(name) {
      unlink("\(directory)/\(name)")
    }
    known.withLock { $0.formIntersection(kept) }
  }

  private func write(_ bytes: [UInt8], as name: String) throws(CoverStoreError) {
    try makeDirectory()
    // Unique in this process by the thread: two workers may keep the same cover at once.
    let part = "\(directory)/\(name).\(getpid())-\(UInt64(pthread_self())).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw CoverStoreError(directory: directory, code: errno) }
    var code = Self.writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(part, "\(directory)/\(name)") != 0 { code = errno }
    guard code == 0 else {
      unlink(part)
      throw CoverStoreError(directory: directory, code: code)
    }
  }

  /// - Returns: 0, or the `errno`.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        // `rest` is a part of `buffer` that isn't empty.
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        rest = rest.dropFirst(written)
      }
      return 0
    }
  }

  private func makeDirectory() throws(CoverStoreError) {
    var path = ""
    for component in directory.split(separator: "/") {
      path += "/\(component)"
      guard mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
        throw CoverStoreError(directory: directory, code: errno)
      }
    }
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private static func names(in directory: String) -> [String] {
    guard let opened = opendir(directory) else { return [] }
    defer { closedir(opened) }
    var names: [String] = []
    while let entry = readdir(opened) {
      // The kernel ends each name with NUL within the entry, which lives until the next `readdir`.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        String(validatingCString: UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
      }
      if let name { names.append(name) }
    }
    return names
  }

  /// A hash's 64 digits, a dot, and more: nothing else in the folder is touched.
  private static func isOurs(_ name: String) -> Bool {
    let hash = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    return hash.count == 64 && name.utf8.count > 65
      && hash.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
