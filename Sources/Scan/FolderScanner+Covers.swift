import Dispatch
import Library
import Logging

extension FolderScanner {
  /// A disk that hangs must not hold up the tasks of the program.
  private static let coverQueue = DispatchQueue(label: "soul.scan.covers", qos: .utility)

  /// Reads covers whose files are gone from the cache out of the music again.
  /// - Parameter hashes: of the covers' files; what no file of this device has is passed over.
  /// - Returns: whether any of them is there again.
  public nonisolated func restoreCovers(_ hashes: [String]) async -> Bool {
    do throws(LibraryError) {
      let lost = try await store.ownCovers(hashes)
      guard !lost.isEmpty else { return false }
      return await withCheckedContinuation { done in
        Self.coverQueue.async { [covers] in
          var isAnyBack = false
          for cover in lost where covers.restore(cover) { isAnyBack = true }
          done.resume(returning: isAnyBack)
        }
      }
    } catch {
      Self.logger.warning("Covers are not read again: \(error.message)")
      return false
    }
  }
}
