import Library
import Model
import Servers

/// One sync of one source, from the first request to the last row.
///
/// It runs on the engine's queue, where pages are fetched and decoded, while the library's own writes those before.
struct SyncRun {
  /// Enough that a batch is read while another is written.
  private static let pagesAhead = 4
  /// A batch is written at the latest when so long has passed since its first page.
  private static let batchTime: Duration = .seconds(1)

  /// A server that has more to come without end, and nothing to tell, is not asked for ever.
  private static let emptyPages = 10

  let source: Source.ID
  let client: any ServerClient
  let library: LibraryStore
  /// Whether all tracks are asked for, whatever is known of them.
  let isFull: Bool
  /// Tracks written so far, and all (0 = not known).
  let progress: @Sendable (Int, Int) -> Void

  func run() async throws(SyncError) -> SyncReport {
    var report = SyncReport()
    if await client.capabilities().tellsChanges {
      try await tracks(&report)
    } else {
      try await sweep(&report)
    }
    try await playlists(&report)
    do throws(LibraryError) {
      let tracks = report.tracks
      try await library.finishSync(of: source, changes: tracks.added + tracks.updated + tracks.deleted)
    } catch {
      throw SyncError(error)
    }
    return report
  }

  // MARK: Tracks

  private func tracks(_ report: inout SyncReport) async throws(SyncError) {
    var state = try await state()
    if isFull || state.generation == 0 { state = try await beginFull() }
    do throws(SyncError) {
      try await tracks(from: state, &report)
    } catch {
      guard case .server(.cursorExpired) = error else { throw error }
      try await tracks(from: beginFull(), &report)
    }
  }

  private func tracks(from state: SyncState, _ report: inout SyncReport) async throws(SyncError) {
    report.wasFull = report.wasFull || state.phase != .complete
    if state.phase != .sweep { try await pages(from: state, &report) }
    guard state.phase != .complete else { return }
    // What changes while a server is read is on none of the pages but comes as changes after them; without those it
    // would be taken for deleted.
    try await pages(from: self.state(), &report)
    do throws(LibraryError) {
      report.tracks.deleted += try await library.endFullSync(of: source)
    } catch {
      throw SyncError(error)
    }
  }

  private func pages(from state: SyncState, _ report: inout SyncReport) async throws(SyncError) {
    let buffer = PageBuffer(limit: Self.pagesAhead)
    async let reading: Void = read(into: buffer, after: state.cursor)
    do throws(SyncError) {
      report.tracks += try await write(buffer, from: state)
    } catch {
      buffer.abandon()
      await reading
      throw error
    }
    await reading
  }

  private func read(into buffer: PageBuffer, after cursor: String?) async {
    var cursor = cursor
    var empty = 0
    do throws(ServerError) {
      while true {
        let page = try await client.tracks(after: cursor)
        empty = page.tracks.isEmpty && page.deleted.isEmpty ? empty + 1 : 0
        guard !page.hasMore || empty <= Self.emptyPages else {
          throw .malformed(
            server: client.server, path: "/api/sync/tracks",
            page: cursor.map { "the page after the cursor \($0)" },
            reason: "\(empty) pages in a row are empty, and more are to come")
        }
        cursor = page.nextCursor
        let isLast = !page.hasMore
        let isMoreWanted = await buffer.add(page)
        if isLast || !isMoreWanted { break }
      }
      buffer.end(nil)
    } catch {
      buffer.end(error)
    }
  }

  private func write(_ buffer: PageBuffer, from state: SyncState) async throws(SyncError) -> SyncOutcome {
    var outcome = SyncOutcome()
    var done = state.phase == .complete ? 0 : state.syncedItems
    var total = state.phase == .complete ? 0 : state.totalItems
    var batch: SyncBatch?
    var begin = ContinuousClock.now
    var failure: ServerError?
    while true {
      let page: ServerTrackPage?
      do throws(ServerError) {
        page = try await buffer.next()
      } catch {
        // What came before it is good.
        page = nil
        failure = error
      }
      var isDue = page?.hasMore != true
      if let page {
        if batch == nil { begin = .now }
        var grown = batch ?? SyncBatch(isLast: false)
        batch = nil
        grown.add(page)
        total = page.total ?? total
        let rows = grown.tracks.count + grown.deleted.count + page.tracks.count
        isDue = isDue || rows > LibraryStore.syncBatchLimit || .now - begin > Self.batchTime
        batch = grown
      }
      if isDue, let whole = batch {
        batch = nil
        outcome += try await apply(whole)
        done += whole.tracks.count
        progress(done, total > 0 ? max(total, done) : 0)
      }
      if let failure { throw SyncError(failure) }
      if page == nil { return outcome }
      if Task.isCancelled { throw .cancelled }
    }
  }

  private func apply(_ batch: SyncBatch) async throws(SyncError) -> SyncOutcome {
    do throws(LibraryError) {
      return try await library.apply(batch, to: source)
    } catch {
      throw SyncError(error)
    }
  }

  private func state() async throws(SyncError) -> SyncState {
    do throws(LibraryError) {
      return try await library.syncState(of: source)
    } catch {
      throw SyncError(error)
    }
  }

  private func beginFull() async throws(SyncError) -> SyncState {
    do throws(LibraryError) {
      return try await library.beginFullSync(of: source)
    } catch {
      throw SyncError(error)
    }
  }
}

extension SyncBatch {
  /// Of what two pages say of the same track the later one counts.
  fileprivate mutating func add(_ page: ServerTrackPage) {
    if !page.deleted.isEmpty, !tracks.isEmpty {
      let gone = Set(page.deleted)
      tracks.removeAll { gone.contains($0.id) }
    }
    if !page.tracks.isEmpty, !deleted.isEmpty {
      let back = Set(page.tracks.map(\.id))
      deleted.removeAll { back.contains($0) }
    }
    tracks += page.tracks
    deleted += page.deleted
    cursor = page.nextCursor
    isLast = !page.hasMore
    if let known = page.total { total = known }
  }
}
