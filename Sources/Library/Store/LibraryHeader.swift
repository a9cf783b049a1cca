import Glibc
import Schema

/// The first 100 bytes of a library's file, read before SQLite may touch it (SQLite file format, 1.3).
struct LibraryHeader {
  /// "Soul" in ASCII: what `PRAGMA application_id` is in every file of ours.
  static let applicationID: UInt32 = 0x536F_756C
  private static let length = 100
  private static let magic = Array("SQLite format 3\0".utf8)

  private let bytes: [UInt8]

  /// Refuses a file that is no library of ours or a newer one than this program knows.
  ///
  /// A file that is not there yet, or empty, is as good as new. What is not in the header because it is still
  /// in the write-ahead log is checked again once the database is open.
  static func check(_ path: String) throws(LibraryError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    // Opening a pipe would wait for ever.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notOpenable(path: path, reason: "it is not a regular file")
    }
    guard let bytes = firstBytes(of: path) else {
      throw .notOpenable(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_size > 0 else { return }
    guard let header = LibraryHeader(bytes) else {
      throw .damaged(path: path, reason: "it is not an SQLite database")
    }
    try header.check(path: path, size: UInt64(status.st_size))
  }

  /// - Returns: as many as a header has, or all of a shorter file; `nil` where it can't be read, and `errno` says why.
  private static func firstBytes(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: length)
    let count = pread(descriptor, &bytes, length, 0)
    let code = errno
    close(descriptor)
    errno = code
    return count >= 0 ? Array(bytes.prefix(count)) : nil
  }

  private init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count == Self.length, bytes.starts(with: Self.magic) else { return nil }
  }

  private func check(path: String, size: UInt64) throws(LibraryError) {
    let owner = bigEndian(at: 68)
    // With a write-ahead log beside it the file may be shorter for now, and lack what only the log has.
    let hasLog = access(path + "-wal", F_OK) == 0
    let pages = UInt64(bigEndian(at: 28))
    let isFresh = owner == 0 && (hasLog || pages <= 1)
    guard owner == Self.applicationID || isFresh else {
      throw .damaged(path: path, reason: "it is the database of another program")
    }
    let version = Int(bigEndian(at: 60))
    let known = Migration.player.count
    guard version <= known else { throw .newer(path: path, found: version, known: known) }
    guard hasLog || size >= pages * UInt64(pageSize) else {
      throw .damaged(path: path, reason: "its end is missing")
    }
  }

  /// 1 stands for 65,536, which does not fit the field.
  private var pageSize: Int {
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    return size == 1 ? 65_536 : size
  }

  private func bigEndian(at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
