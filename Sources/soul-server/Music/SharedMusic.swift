import Foundation
import Library
import Logging
import Scan

/// Keeps the library in step with the shared folders.
actor SharedMusic {
  private let library: LibraryStore
  private let scanner: FolderScanner
  private let watch: FolderWatch?
  private let logger = Logger(label: "soul.music")
  /// Told after each scan: how many tracks are shared.
  private let report: @Sendable (Int) -> Void
  private var following: Task<Void, Never>?
  private var hashing: Task<Void, Never>?

  init(library: LibraryStore, coversDirectory: String, report: @escaping @Sendable (Int) -> Void) {
    self.library = library
    self.report = report
    watch = FolderWatch()
    scanner = FolderScanner(store: library, coversDirectory: coversDirectory, watch: watch)
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
    hashing?.cancel()
    await following?.value
    await hashing?.value
  }

  /// - Parameter folders: none stands for all of the library.
  private func scan(_ folders: [String]) async {
    hashing?.cancel()
    do {
      let roots = try await library.folders().map(\.path)
      for root in roots where try await isUnmounted(root) {
        logger.warning(
          """
          \(root) is empty or not there, and had music before: a disk that is not mounted? Its tracks stay as they \
          are until it is back.
          """)
        return
      }
      let result = try await scanner.scan(folders: folders.isEmpty ? roots : folders)
      for failure in result.failures { logger.warning("\(failure.path): \(failure.reason)") }
      report(try await library.totals().available)
      hash()
    } catch ScanError.cancelled {
      return
    } catch {
      logger.error("The folders could not be scanned: \(error)")
    }
  }

  /// Clients would delete all that they know of it: better to wait.
  private func isUnmounted(_ folder: String) async throws(LibraryError) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard names.isEmpty else { return false }
    return try await library.fileFacts(below: folder, limit: 1).contains(where: \.isAvailable)
  }

  private func hash() {
    hashing = Task(priority: .background) { [scanner, logger] in
      await scanner.hashPendingFiles()
      if !Task.isCancelled { logger.info("Every file has its SHA-256") }
    }
  }
}
