import Crypto
import Glibc

extension MediaFile {
  /// Reads the whole file without pushing what others need out of the system's file cache.
  ///
  /// - Parameter isCancelled: asked once a MiB.
  /// - Returns: SHA-256 of all bytes, 32 bytes; `nil` where it was cancelled.
  public func digest(isCancelled: () -> Bool) throws(TagsError) -> [UInt8]? {
    let chunkLength: Int64 = 1 << 20
    var hash = SHA256()
    var offset: Int64 = 0
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    while offset < size {
      if isCancelled() { return nil }
      let chunk = try bytes(at: offset, count: Int(min(chunkLength, size - offset)))
      hash.update(data: chunk)
      posix_fadvise(descriptor, off_t(offset), off_t(chunk.count), POSIX_FADV_DONTNEED)
      offset += Int64(chunk.count)
    }
    return Array(hash.finalize())
  }
}
