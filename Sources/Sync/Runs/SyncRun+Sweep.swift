import Library
import Model
import Servers

extension SyncRun {
  /// All tracks of a server that knows no changes: nothing is written before the last page is there.
  func sweep(_ report: inout SyncReport) async throws(SyncError) {
    report.wasFull = true
    do throws(LibraryError) {
      try await library.beginSweep(of: source)
    } catch {
      throw SyncError(error)
    }
    var cursor: String?
    var read = 0
    repeat {
      let page = try await page(after: cursor)
      do throws(LibraryError) {
        try await library.stage(page.tracks, of: source)
      } catch {
        throw SyncError(error)
      }
      read += page.tracks.count
      // What is put aside is read, not done: half of the way at most.
      progress(read / 2, page.total ?? 0)
      cursor = page.hasMore ? page.nextCursor : nil
      if Task.isCancelled { throw .cancelled }
    } while cursor != nil
    do throws(LibraryError) {
      let total = read
      report.tracks += try await library.commitSweep(of: source) { [progress] in
        progress((total + $0) / 2, total)
      }
    } catch {
      throw SyncError(error)
    }
    progress(read, read)
  }

  private func page(after cursor: String?) async throws(SyncError) -> ServerTrackPage {
    do throws(ServerError) {
      return try await client.tracks(after: cursor)
    } catch {
      throw SyncError(error)
    }
  }
}
