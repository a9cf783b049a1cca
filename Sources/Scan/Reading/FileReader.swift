import Dispatch
import Executors
import Foundation
import Library
import Model
import Synchronization
import Tags

/// Reads found files, several at once.
struct FileReader {
  let covers: CoverStore
  /// A step of a scan may take minutes on a slow disk: so often somebody who watches is told, in files.
  private static let reportInterval = 32

  /// Reads the files on threads of their own: a slow disk must not hold up the tasks of the program.
  /// - Parameter report: gets how many of the files have been read, now and then and never fewer than before.
  /// - Returns: a result a file, in the files' order; fewer where the task was cancelled.
  func read(_ files: [FoundFile], report: @escaping @Sendable (Int) -> Void) async -> [FileResult] {
    let results = Mutex<(files: [FileResult?], count: Int)>((Array(repeating: nil, count: files.count), 0))
    let next = Atomic(0)
    await withTaskCancellationHandler {
      await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        let group = DispatchGroup()
        for queue in Self.queues {
          group.enter()
          IdleThread.run("soul.scan.read", orOn: queue) {
            defer { group.leave() }
            while case let index = next.add(1, ordering: .relaxed).oldValue, index < files.count {
              let result = read(files[index])
              results.withLock { results in
                results.files[index] = result
                results.count += 1
                if results.count % Self.reportInterval == 0 { report(results.count) }
              }
            }
          }
        }
        group.notify(queue: Self.queues[0]) { done.resume() }
      }
    } onCancel: {
      next.store(files.count, ordering: .relaxed)
    }
    return results.withLock { $0.files.compactMap { $0 } }
  }

  /// A serial queue for each second processor: the one writer of the library is what an import waits for. (A concurrent
  /// queue would start Dispatch's watch over its threads, which wakes the process every second from then on.)
  private static let queues = (0..<max(2, ProcessInfo.processInfo.activeProcessorCount / 2)).map {
    DispatchQueue(label: "soul.scan.read.\($0)", qos: .utility)
  }

  private func read(_ found: FoundFile) -> FileResult {
    let path = found.path
    do {
      let file = try MediaFile(path: path)
      let reading = try TagReader.read(file)
      guard let hash = ContentHash(file.fingerprint()) else { preconditionFailure("SHA-256 has 32 bytes") }
      var tags = reading.tags
      tags.title = tags.title ?? found.stem
      var scanned = ScannedFile(
        path: path, stamp: file.stamp, hash: hash, folderCoverStamp: found.folder.coverStamp, tags: tags)
      var failure = reading.defect.map { ScanFailure(path: path, reason: $0) }
      do throws(CoverFileError) {
        scanned.cover = try (reading.cover ?? found.folder.loadCover()).map(covers.store)
      } catch {
        scanned.folderCoverStamp = CoverStamp.retry
        let reason = "covers can't be kept here, so tracks come without them: \(SystemReason.of(error.code))"
        failure = failure ?? ScanFailure(path: error.directory, reason: reason)
      }
      return .scanned(scanned, failure: failure)
    } catch .missing {
      return .vanished(path: path)
    } catch {
      return .failed(ScanFailure(path: path, reason: error.reason))
    }
  }
}
