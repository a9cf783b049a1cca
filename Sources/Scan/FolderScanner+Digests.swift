import Library
import Logging

extension FolderScanner {
  private static let digestPageLength = 64

  /// Gives every available file that lacks it the SHA-256 of its whole content, in the background.
  ///
  /// Ends when none is left or the task is cancelled. A file that can't be read now is passed over until the next
  /// call.
  public nonisolated func hashPendingFiles() async {
    let reader = DigestReader()
    var last: Int64 = 0
    do {
      while !Task.isCancelled {
        let files = try await store.filesWithoutDigest(after: last, limit: Self.digestPageLength)
        guard let end = files.last else { return }
        last = end.id
        for file in files where !Task.isCancelled {
          guard let digest = await reader.digest(of: file) else { continue }
          try await store.setDigest(digest, of: file)
        }
      }
    } catch .cancelled {
      return
    } catch {
      Self.logger.warning("Files stay without a digest until the next start: \(error.message)")
    }
  }
}
