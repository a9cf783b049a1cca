import Library
import Model
import Servers

extension SyncRun {
  /// The server's playlists, after its tracks. One whose revision is known is not asked for again.
  func playlists(_ report: inout SyncReport) async throws(SyncError) {
    let known: [String: String]
    do throws(LibraryError) {
      let playlists = try await library.serverPlaylists(of: source)
      known = Dictionary(
        playlists.compactMap { playlist in playlist.revision.map { (playlist.id, $0) } }
      ) { $1 }
    } catch {
      throw SyncError(error)
    }
    var playlists: [ServerPlaylist] = []
    do throws(ServerError) {
      for var playlist in try await client.playlists() {
        if playlist.revision == nil || known[playlist.id] != playlist.revision {
          guard try await fill(&playlist) else { continue }
        }
        playlists.append(playlist)
      }
    } catch {
      // A server without playlists has tracks all the same.
      if case .unsupported = error { return }
      throw SyncError(error)
    }
    do throws(LibraryError) {
      try await library.apply(playlists, to: source)
    } catch {
      throw SyncError(error)
    }
    report.playlists = playlists.count
  }

  /// - Returns: `false` where it was deleted since the list was made.
  private func fill(_ playlist: inout ServerPlaylist) async throws(ServerError) -> Bool {
    do throws(ServerError) {
      let whole = try await client.playlist(playlist.id)
      playlist.trackIDs = whole.trackIDs ?? []
      return true
    } catch {
      switch error {
      // Deleted meanwhile, unless the server is one that can tell the list alone.
      case .notFound, .unsupported: return playlist.revision == nil
      default: throw error
      }
    }
  }
}
