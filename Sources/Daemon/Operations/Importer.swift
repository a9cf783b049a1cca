import Bus
import Contract
import Foundation
import Library
import Logging
import Scan

/// Keeps the library in step with its folders: by imports that a client asks for, each an operation, and by itself
/// where something changes.
actor Importer {
  private let library: LibraryStore
  private let scanner: FolderScanner
  private let watch: FolderWatch?
  private let operations: Operations
  private let logger = Logger(label: "soul.import")
  private var following: Task<Void, Never>?
  private var hashing: Task<Void, Never>?

  init(library: LibraryStore, coversDirectory: String, operations: Operations) {
    self.library = library
    self.operations = operations
    watch = FolderWatch()
    scanner = FolderScanner(store: library, coversDirectory: coversDirectory, watch: watch)
  }

  /// Adds the folders to the library and scans them; none scans all that the library has.
  /// - Returns: the operation's object.
  /// - Throws: `BusFailure` `InvalidArgs` for a path that is not absolute, `NotFound` for one that isn't a folder.
  func start(_ folders: [String]) async throws(BusFailure) -> ObjectPath {
    let folders = try folders.map { folder throws(BusFailure) in try Self.normalized(folder) }
    do throws(LibraryError) {
      for folder in folders { try await library.addFolder(folder) }
    } catch {
      throw BusFailure(error)
    }
    return await operations.start("import") { report in
      let scanned = try await self.scan(folders) { progress in
        report(
          OperationProgress(
            done: UInt64(progress.done), total: UInt64(progress.total), detail: progress.path))
      }
      return scanned.fields
    }
  }

  /// Scans what may have changed while nobody watched, and follows the folders from then on.
  /// - Parameter configured: the configuration's folders; one that the library has never had is imported, one that a
  ///   person took out over the bus stays out.
  func follow(_ configured: [String]) async {
    do throws(LibraryError) {
      try await takeUp(configured)
    } catch {
      logger.error("\(error.message)")
    }
    following = Task { [weak self, watch] in
      await self?.scanQuietly([])
      guard let watch else {
        self?.logger.warning(
          """
          The system grants no more inotify instances (fs.inotify.max_user_instances): changes in folders show after \
          “soulctl import” or the next start.
          """)
        return
      }
      for await change in watch.changes {
        switch change {
        case .folders(let folders): await self?.scanQuietly(folders.sorted())
        case .everything: await self?.scanQuietly([])
        }
      }
    }
  }

  private func takeUp(_ configured: [String]) async throws(LibraryError) {
    let text = try await library.setting(.configuredFolders) ?? ""
    let known = Set(text.split(separator: "\n").map(String.init))
    var new: [String] = []
    for folder in configured where !known.contains(folder) {
      do throws(BusFailure) {
        new.append(try Self.normalized(folder))
      } catch {
        logger.warning("The folder \(folder) of the configuration is not in the library: \(error.message)")
      }
    }
    for folder in new { try await library.addFolder(folder) }
    try await library.set(configured.joined(separator: "\n"), for: .configuredFolders)
  }

  /// Takes a folder out of the library. It need not be there any more.
  /// - Throws: `BusFailure` `InvalidArgs` for a path that is not absolute, `NotFound` for a folder that isn't in the
  ///   library.
  func remove(_ folder: String) async throws(BusFailure) {
    let folder = try Self.standardized(folder)
    do throws(LibraryError) {
      try await library.removeFolder(folder)
      watch?.remove(below: folder, keeping: try await library.folders().map(\.path))
    } catch {
      throw BusFailure(error)
    }
  }

  /// As `FolderScanner.restoreCovers`.
  nonisolated func restoreCovers(_ hashes: [String]) async -> Bool {
    await scanner.restoreCovers(hashes)
  }

  /// Ends what goes on in the background.
  func stop() async {
    following?.cancel()
    hashing?.cancel()
    await following?.value
    await hashing?.value
  }

  private func scanQuietly(_ folders: [String]) async {
    do {
      let report = try await scan(folders) { _ in }
      for failure in report.failures { logger.debug("\(failure.path): \(failure.reason)") }
    } catch is CancellationError {
      return
    } catch {
      logger.warning("The folders could not be scanned: \(error)")
    }
  }

  /// - Parameter folders: none stands for all of the library.
  private func scan(
    _ folders: [String], progress: @escaping @Sendable (ScanProgress) -> Void
  ) async throws -> ScanReport {
    hashing?.cancel()
    defer {
      // Until the next scan the daemon idles: what the library keeps for speed is given back.
      library.releaseMemory()
      hashing = Task(priority: .background) { [scanner] in await scanner.hashPendingFiles() }
    }
    do {
      let scanned = folders.isEmpty ? try await library.folders().map(\.path) : folders
      let report = try await scanner.scan(folders: scanned, progress: progress)
      try await removeStrays(below: scanned)
      return report
    } catch ScanError.cancelled {
      throw CancellationError()
    } catch ScanError.library(let error) {
      throw BusFailure(error)
    } catch let error as LibraryError {
      throw BusFailure(error)
    }
  }

  /// A folder may have been taken out of the library while it was scanned.
  private func removeStrays(below scanned: [String]) async throws(LibraryError) {
    let kept = try await library.folders().map(\.path)
    let prefixes = kept.map { $0 == "/" ? "/" : $0 + "/" }
    for folder in scanned where !prefixes.contains(where: { (folder + "/").hasPrefix($0) }) {
      try await library.removeStrays(below: folder)
      watch?.remove(below: folder, keeping: kept)
    }
  }

  /// The path by which the library knows a folder, however a client writes it.
  private static func standardized(_ folder: String) throws(BusFailure) -> String {
    guard folder.hasPrefix("/") else {
      throw .invalidArguments("“\(folder.prefix(200))” is not an absolute path.")
    }
    return URL(fileURLWithPath: folder).standardized.path
  }

  private static func normalized(_ folder: String) throws(BusFailure) -> String {
    let path = try standardized(folder)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue
    else {
      throw BusFailure(.notFound, "There is no folder \(folder.prefix(1000)); check the path.")
    }
    return path
  }
}
