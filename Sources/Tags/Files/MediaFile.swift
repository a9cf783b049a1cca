import Crypto
import Glibc
public import Model

/// A regular file, opened for reading, with its first and last bytes in hand: tags, format and fingerprint all
/// come from one open.
public struct MediaFile: ~Copyable {
  /// The fingerprint covers this much of each end.
  static let edgeLength = 64 << 10

  public let path: String
  /// As the file was when it was opened.
  public let stamp: FileStamp

  let descriptor: Int32
  /// The whole file where it is no longer than two edges; else its head, then its tail.
  let edges: [UInt8]

  /// Opens the file only once it is known to be a regular one: opening a pipe, a socket or a device has effects.
  ///
  /// - Parameter path: absolute; symbolic links are followed.
  public init(path: String) throws(TagsError) {
    try Self.requireRegular(try Self.status(errnoPath: path) { stat(path, &$0) }, path: path)
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard opened >= 0 else { throw TagsError(errno: errno, path: path) }
    do throws(TagsError) {
      // The name may lead elsewhere by now; what is read is what was opened.
      let status = try Self.status(errnoPath: path) { fstat(opened, &$0) }
      try Self.requireRegular(status, path: path)
      guard status.st_size > 0 else { throw TagsError.empty(path: path) }
      edges = try Self.readEdges(of: opened, size: Int64(status.st_size), path: path)
      self.path = path
      stamp = FileStamp(
        size: Int64(status.st_size), seconds: Int64(status.st_mtim.tv_sec),
        nanoseconds: Int64(status.st_mtim.tv_nsec), inode: UInt64(status.st_ino))
      descriptor = opened
    } catch {
      close(opened)
      throw error
    }
  }

  deinit {
    close(descriptor)
  }

  /// Bytes; > 0.
  public var size: Int64 { stamp.size }

  var head: ArraySlice<UInt8> { edges.prefix(Self.edgeLength) }
  var tail: ArraySlice<UInt8> { edges.suffix(Self.edgeLength) }

  /// What tells this file's content from another's without reading all of it: SHA-256 of the first and the last
  /// 64 KiB and the length; 32 bytes.
  public func fingerprint() -> [UInt8] {
    var hash = SHA256()
    hash.update(data: edges)
    withUnsafeBytes(of: size.littleEndian) { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  /// Bytes from anywhere in the file; fewer than asked at its end.
  func bytes(at offset: Int64, count: Int) throws(TagsError) -> [UInt8] {
    guard offset < size else { return [] }
    if offset + Int64(count) <= Int64(head.count) {
      return Array(head[Int(offset)..<Int(offset) + count])
    }
    return try Self.read(descriptor, at: offset, count: min(count, Int(size - offset)), path: path)
  }

  private static func status(
    errnoPath path: String, _ call: (inout stat) -> Int32
  ) throws(TagsError) -> stat {
    var status = stat()
    guard call(&status) == 0 else { throw TagsError(errno: errno, path: path) }
    return status
  }

  private static func requireRegular(_ status: stat, path: String) throws(TagsError) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw .notRegular(path: path, .directory)
    case S_IFIFO: throw .notRegular(path: path, .fifo)
    case S_IFSOCK: throw .notRegular(path: path, .socket)
    default: throw .notRegular(path: path, .device)
    }
  }

  private static func readEdges(of descriptor: Int32, size: Int64, path: String) throws(TagsError) -> [UInt8]
  {
    guard size > 2 * edgeLength else {
      return try read(descriptor, at: 0, count: Int(size), path: path)
    }
    let head = try read(descriptor, at: 0, count: edgeLength, path: path)
    return try head + read(descriptor, at: size - Int64(edgeLength), count: edgeLength, path: path)
  }

  /// - Throws: also where the file has become shorter than it was when it was opened.
  private static func read(
    _ descriptor: Int32, at offset: Int64, count: Int, path: String
  ) throws(TagsError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        // The range stays within the buffer: `initialized` < `count`, which is the buffer's capacity.
        let target = buffer.baseAddress.map { $0 + initialized }
        let result = pread(descriptor, target, count - initialized, off_t(offset) + off_t(initialized))
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = errno }
        guard result > 0 else { return }
        initialized += result
      }
    }
    guard failure == 0 else { throw TagsError(errno: failure, path: path) }
    guard bytes.count == count else {
      throw .unreadable(
        path: path, reason: "it is being changed by another program; scan again when it's done")
    }
    return bytes
  }
}
