import Bus
import Contract
import Foundation
import Library
import Logging
import Scan

/// Imports, one at a time: each an operation that goes on by itself.
actor Importer {
  private let library: LibraryStore
  private let scanner: FolderScanner
  private let operations: Operations
  private let logger = Logger(label: "soul.import")
  private var last: Task<Void, Never>?
  private var hashing: Task<Void, Never>?

  init(library: LibraryStore, scanner: FolderScanner, operations: Operations) {
    self.library = library
    self.scanner = scanner
    self.operations = operations
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
      try await self.scan(folders) { progress in
        report(
          OperationProgress(
            done: UInt64(progress.done), total: UInt64(progress.total), detail: progress.path))
      }
    }
  }

  /// Imports the folders of the configuration that the library has never had: one that a person took out over the
  /// bus stays out.
  func takeUp(_ configured: [String]) async {
    do throws(LibraryError) {
      let text = try await library.setting(.configuredFolders) ?? ""
      let known = Set(text.split(separator: "\n").map(String.init))
      let new = configured.filter { !known.contains($0) }
      try await library.set(configured.joined(separator: "\n"), for: .configuredFolders)
      for folder in new {
        do throws(BusFailure) {
          _ = try await start([folder])
        } catch {
          logger.warning("The folder \(folder) of the configuration is not imported: \(error.message)")
        }
      }
    } catch {
      logger.error("\(error.message)")
    }
  }

  /// Takes a folder out of the library.
  /// - Throws: `BusFailure` `NotFound` for one that isn't in it.
  func remove(_ folder: String) async throws(BusFailure) {
    do throws(LibraryError) {
      guard let known = try await library.folders().first(where: { $0.path == folder }) else {
        throw LibraryError.notFound("folder \(folder)")
      }
      try await library.removeFolder(known.path)
    } catch {
      throw BusFailure(error)
    }
  }

  /// Ends the hashing of files that goes on in the background.
  func stop() async {
    hashing?.cancel()
    await hashing?.value
  }

  private func scan(
    _ folders: [String], progress: @escaping @Sendable (ScanProgress) -> Void
  ) async throws -> VariantMap {
    hashing?.cancel()
    let earlier = last
    let scan = Task { () throws -> ScanReport in
      await earlier?.value
      try Task.checkCancellation()
      let wanted = folders.isEmpty ? try await library.folders().map(\.path) : folders
      return try await scanner.scan(folders: wanted, progress: progress)
    }
    last = Task { _ = await scan.result }
    defer {
      // Until the next import the daemon idles: what the library keeps for speed is given back.
      library.releaseMemory()
      hashing = Task(priority: .background) { [scanner] in await scanner.hashPendingFiles() }
    }
    return try await withTaskCancellationHandler {
      try await scan.value.fields
    } onCancel: {
      scan.cancel()
    }
  }

  private static func normalized(_ folder: String) throws(BusFailure) -> String {
    guard folder.hasPrefix("/") else {
      throw .invalidArguments("“\(folder.prefix(200))” is not an absolute path.")
    }
    let path = URL(fileURLWithPath: folder).standardized.path
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue
    else {
      throw BusFailure(.notFound, "There is no folder \(folder.prefix(1000)); check the path.")
    }
    return path
  }
}

extension ScanReport {
  fileprivate var fields: VariantMap {
    var fields = VariantMap()
    fields[.added] = UInt64(added)
    fields[.updated] = UInt64(updated)
    fields[.renamed] = UInt64(renamed)
    fields[.unavailable] = UInt64(unavailable)
    fields[.unchanged] = UInt64(unchanged)
    fields[.failures] = failures.map { failure in
      var fields = VariantMap()
      fields[.path] = failure.path
      fields[.reason] = failure.reason
      return fields
    }
    return fields
  }
}
