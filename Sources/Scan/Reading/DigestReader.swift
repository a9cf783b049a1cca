import Dispatch
import Executors
import Library
import Model
import Synchronization
import Tags

/// Reads whole files for their SHA-256, one at a time, on a thread that yields to all others.
struct DigestReader {
  private static let queue = DispatchQueue(label: "soul.scan.digest", qos: .background)
  /// Bytes: days of the densest sound. A file with holes may be longer, and there would be no end of reading it.
  private static let maximumSize: Int64 = 256 << 30

  /// - Returns: `nil` where the file can't be read, is longer than any music, isn't the one that the library knows, or
  ///   the task was cancelled.
  func digest(of file: UndigestedFile) async -> ContentHash? {
    guard file.stamp.size <= Self.maximumSize else { return nil }
    let isCancelled = Atomic(false)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        IdleThread.run("soul.scan.digest", orOn: Self.queue) {
          done.resume(returning: read(file) { isCancelled.load(ordering: .relaxed) })
        }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
  }

  private func read(_ file: UndigestedFile, isCancelled: () -> Bool) -> ContentHash? {
    guard let opened = try? MediaFile(path: file.path), opened.stamp == file.stamp,
      let digest = try? opened.digest(isCancelled: isCancelled)
    else { return nil }
    return ContentHash(digest)
  }
}
