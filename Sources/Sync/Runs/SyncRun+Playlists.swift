import Library
import Logging
import Model
import Servers

extension SyncRun {
  /// The server's playlists, after its tracks. One whose revision is known is not asked for again.
  func playlists(_ report: inout SyncReport) async throws(SyncError) {
    let known: [String: String]
    let ids: Set<String>
    do throws(LibraryError) {
      let playlists = try await library.serverPlaylists(of: source)
      ids = Set(playlists.map(\.id))
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
          guard try await fill(&playlist, isKnown: ids.contains(playlist.id)) else { continue }
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

  /// A playlist that can't be had costs itself alone: one that is known stays as it is, until the next sync.
  /// - Returns: `false` where there is nothing to write.
  private func fill(_ playlist: inout ServerPlaylist, isKnown: Bool) async throws(ServerError) -> Bool {
    do throws(ServerError) {
      let whole = try await client.playlist(playlist.id)
      playlist.trackIDs = whole.trackIDs ?? []
      return true
    } catch {
      switch error {
      // Deleted meanwhile, unless the server is one that can tell the list alone.
      case .notFound, .unsupported: return playlist.revision == nil
      case .denied, .failed, .malformed:
        Logger(label: "soul.sync").warning(
          "source \(source): the playlist \(playlist.id) is left out: \(error.message)")
        return isKnown
      default: throw error
      }
    }
  }
}
