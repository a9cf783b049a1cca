import Dispatch
import Library
import Model
import Synchronization
import Tags

/// Reads found files, as many at once as there are processors.
struct FileReader {
  let covers: CoverStore

  /// Reads the files on threads of their own: a slow disk must not hold up the tasks of the program.
  /// - Returns: a result a file, in the files' order; fewer where the task was cancelled.
  func read(_ files: [FoundFile]) async -> [FileResult] {
    let results = Mutex<[FileResult?]>(Array(repeating: nil, count: files.count))
    let isCancelled = Atomic(false)
    await withTaskCancellationHandler {
      await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        Self.queue.async {
          DispatchQueue.concurrentPerform(iterations: files.count) { index in
            guard !isCancelled.load(ordering: .relaxed) else { return }
            let result = read(files[index])
            results.withLock { $0[index] = result }
          }
          done.resume()
        }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private static let queue = DispatchQueue(label: "soul.scan.read", qos: .utility, attributes: .concurrent)

  private func read(_ found: FoundFile) -> FileResult {
    let path = found.path
    do {
      let file = try MediaFile(path: path)
      let reading = try TagReader.read(file)
      guard let hash = ContentHash(file.fingerprint()) else { preconditionFailure("SHA-256 has 32 bytes") }
      var tags = reading.tags
      tags.title = tags.title ?? found.stem
      var scanned = ScannedFile(
        path: path, stamp: FileStamp(size: file.size, modified: file.modified, inode: file.inode), hash: hash,
        folderCoverStamp: found.folder.coverStamp, tags: tags)
      var failure = reading.defect.map { ScanFailure(path: path, reason: $0) }
      do throws(CoverStoreError) {
        scanned.cover = try (reading.cover ?? found.folder.loadCover()).map(covers.store)
      } catch {
        scanned.folderCoverStamp = CoverStamp.retry
        failure = failure ?? ScanFailure(path: error.directory, reason: error.reason)
      }
      return .scanned(scanned, failure: failure)
    } catch .missing {
      return .vanished(path: path)
    } catch {
      return .failed(ScanFailure(path: path, reason: error.reason))
    }
  }
}
