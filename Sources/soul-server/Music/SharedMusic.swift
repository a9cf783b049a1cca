import Foundation
import Library
import Logging
import Scan

/// Keeps the library in step with the shared folders.
actor SharedMusic {
  private let store: ServerStore
  private let scanner: FolderScanner
  private let watch: FolderWatch?
  private let logger = Logger(label: "soul.music")
  /// Told after each scan: how many tracks are shared.
  private let report: @Sendable (Int) -> Void
  private var following: Task<Void, Never>?
  private var background: Task<Void, Never>?

  init(store: ServerStore, coversDirectory: String, report: @escaping @Sendable (Int) -> Void) {
    self.store = store
    self.report = report
    watch = FolderWatch()
    scanner = FolderScanner(store: store.library, coversDirectory: coversDirectory, watch: watch)
  }

  /// Scans all folders, and what changes in them from then on.
  func follow() {
    following = Task { [watch] in
      await self.scan([])
      guard let watch else {
        logger.warning(
          "The system grants no more inotify instances: changes in folders show after the next start.")
        return
      }
      for await change in watch.changes {
        switch change {
        case .folders(let folders): await self.scan(folders.sorted())
        case .everything: await self.scan([])
        }
      }
    }
  }

  func stop() async {
    following?.cancel()
    background?.cancel()
    await following?.value
    await background?.value
  }

  /// - Parameter folders: none stands for all of the library.
  private func scan(_ folders: [String]) async {
    background?.cancel()
    do {
      let roots = try await store.library.folders().map(\.path)
      var missing: [String] = []
      for root in roots where try await isUnmounted(root) { missing.append(root) }
      for root in missing {
        watch?.expect(root)
        logger.warning(
          """
          \(root) is empty or not there, and had music before: a disk that is not mounted? Its tracks stay as they \
          are until it is back.
          """)
      }
      let scanned = (folders.isEmpty ? roots : folders).filter { folder in
        !missing.contains { folder == $0 || folder.hasPrefix($0 + "/") }
      }
      let result = try await scanner.scan(folders: scanned)
      for failure in result.failures {
        // A file's name may hold line ends: an event stays one line.
        logger.warning("\(failure.path.replacing("\n", with: "␤")): \(failure.reason)")
      }
      report(try await store.library.totals().available)
      workInBackground()
    } catch ScanError.cancelled {
      return
    } catch {
      logger.error("The folders could not be scanned: \(error)")
    }
  }

  /// Clients would delete all that they know of it: better to wait.
  private func isUnmounted(_ folder: String) async throws(LibraryError) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // Hidden ones are no music, and lie in many a place to mount on.
    guard names.allSatisfy({ $0.hasPrefix(".") }) else { return false }
    return try await store.library.hasAvailableFiles(below: folder)
  }

  /// Hashes files, and makes ahead what clients will ask for: now, and again when the hashes have changed it.
  private func workInBackground() {
    background = Task(priority: .background) { [store, scanner, logger] in
      do throws(LibraryError) {
        try await store.prepareDocuments()
        await scanner.hashPendingFiles()
        try await store.prepareDocuments()
        store.library.releaseMemory()
        if !Task.isCancelled { logger.info("Every file has its SHA-256") }
      } catch .cancelled {
        return
      } catch {
        logger.warning("Syncs stay slower until the next start: \(error.message)")
      }
    }
  }
}
