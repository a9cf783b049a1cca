import Dispatch
import Executors
public import Library
import Logging

/// Brings the library in step with the folders on the disk.
///
/// A file that is gone becomes unavailable and loses nothing; so do all files of a folder that is not there. What
/// can't be read is not known to be gone: below a folder without permission everything stays as it was, and the
/// folder is in the report. A file is read again when its size, its time of modification or its inode is another,
/// or when the cover beside it is.
public actor FolderScanner {
  static let logger = Logger(label: "soul.scan")

  private let executor = DispatchQueueExecutor(label: "soul.scan", qos: .utility)
  let store: LibraryStore
  let covers: CoverStore
  private let watch: FolderWatch?
  private let reader: FileReader
  private let turns = ScanTurns()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - store: where tracks are written.
  ///   - coversDirectory: absolute; made with the first cover.
  ///   - watch: watches each directory that is scanned from then on.
  public init(store: LibraryStore, coversDirectory: String, watch: FolderWatch? = nil) {
    self.store = store
    self.watch = watch
    covers = CoverStore(directory: coversDirectory)
    reader = FileReader(covers: covers)
  }

  /// Scans folders; one scan at a time, another call waits for its turn.
  ///
  /// - Parameters:
  ///   - folders: absolute, the library's or parts of them; what lies in two of them is scanned once.
  ///   - progress: called often, from any thread: the caller throttles.
  /// - Returns: what was found, also where files or folders failed: no file stops a scan.
  /// - Throws: `ScanError.cancelled` when the task is cancelled, or when the library can't be read or written. What
  ///   was written by then stays, and the next scan goes on from there.
  public func scan(
    folders: [String], progress: @escaping @Sendable (ScanProgress) -> Void = { _ in }
  ) async throws(ScanError) -> ScanReport {
    try await turns.take()
    defer {
      store.releaseMemory()
      turns.giveBack()
    }
    let difference = try await compare(folders: folders, progress: progress)
    return try await write(difference, progress: progress)
  }

  private func compare(
    folders: [String], progress: (ScanProgress) -> Void
  ) async throws(ScanError) -> FolderComparison {
    let inUse: CoversInUse
    let library: [String]
    do {
      inUse = try await store.coversInUse()
      library = try await store.folders().map(\.path)
    } catch {
      throw ScanError(error)
    }
    let places = ScannedPlaces(folders: folders, library: library)
    let survey = covers.survey(for: inUse)
    var difference = FolderComparison(rereadsAll: !survey.holdsAll, hasOrphanedCovers: survey.hasOrphans)
    for root in places.roots {
      try await difference.compare(
        FolderWalk(root: root, places: places, watch: watch), with: KnownFiles(store: store, folder: root),
        progress: progress)
    }
    return difference
  }

  private func write(
    _ difference: FolderComparison, progress: @escaping @Sendable (ScanProgress) -> Void
  ) async throws(ScanError) -> ScanReport {
    var report = ScanReport()
    report.unchanged = difference.unchanged
    report.failures = difference.failures
    let total = difference.fileCount
    var done = difference.unchanged + difference.returned.count
    let plan = ScanPlan(vanished: difference.vanished, found: difference.found)

    var pending = ScanBatch(returned: difference.returned)
    for step in plan.steps {
      // The files of this step are read while the ones before are written.
      let before = done
      async let reading = reader.read(step.files) { count in
        progress(ScanProgress(done: before + count, total: total, path: step.files[count - 1].path))
      }
      try await apply(pending, to: &report)
      pending = ScanBatch(vanished: step.vanished)
      for result in await reading {
        take(result, into: &pending, &report, known: difference.known)
      }
      if Task.isCancelled {
        try await apply(pending, to: &report)
        throw .cancelled
      }
      done += step.files.count
      progress(ScanProgress(done: done, total: total, path: step.files.last?.path ?? ""))
    }
    try await apply(pending, to: &report)
    if difference.hasOrphanedCovers || report.updated + report.renamed > 0 { await removeOrphanedCovers() }
    return report
  }

  private func take(
    _ result: FileResult, into batch: inout ScanBatch, _ report: inout ScanReport, known: Set<String>
  ) {
    switch result {
    case .scanned(let file, let failure):
      batch.scanned.append(file)
      if let failure, !report.failures.contains(failure) { report.failures.append(failure) }
    case .vanished(let path) where known.contains(path):
      batch.vanished.append(path)
    case .vanished:
      break
    case .failed(let failure):
      report.failures.append(failure)
    }
  }

  private func apply(_ batch: ScanBatch, to report: inout ScanReport) async throws(ScanError) {
    guard !batch.vanished.isEmpty || !batch.returned.isEmpty || !batch.scanned.isEmpty else { return }
    do {
      report.count(try await store.apply(batch))
    } catch {
      throw ScanError(error)
    }
  }

  private func removeOrphanedCovers() async {
    do {
      covers.removeAll(except: try await store.coversInUse().all)
    } catch {
      Self.logger.warning("Covers that no track has stay in the cache: \(error.message)")
    }
  }
}
