import Library
import Model

/// Turns a URI into what the queue holds: a collection becomes an entry a track, in playing order.
struct ItemResolver {
  let library: LibraryStore

  /// - Throws: `PlaybackError.unknownURI`, `.notFound`, `.noSuchPlaylist`, `.emptyPlaylist`, `.notPlayable`, `.library`.
  /// - Returns: at least one item.
  func items(for text: String) throws(PlaybackError) -> [QueueEntry.Item] {
    let collection: TrackCollection
    switch PlayableURI(text) {
    case .file(let path): return [try item(forFileAt: path)]
    case .web(let url): return [.web(url: url)]
    case .track(let id):
      guard try lookUp({ () throws(LibraryError) in try library.trackNow(id) }) != nil else {
        throw .notFound(text)
      }
      return [.track(id)]
    case .album(let id): collection = .album(id)
    case .artist(let id): collection = .artist(id)
    case .playlist(let id): collection = .playlist(id)
    case .search(let words): collection = .search(words)
    case nil: throw .unknownURI(text)
    }
    let tracks = try lookUp { () throws(LibraryError) in try library.trackIDsNow(of: collection) }
    guard !tracks.isEmpty else { throw try absence(of: collection, named: text) }
    return tracks.map { .track($0) }
  }

  /// Why a collection has no tracks.
  private func absence(of collection: TrackCollection, named uri: String) throws(PlaybackError)
    -> PlaybackError
  {
    guard case .playlist(let id) = collection else { return .notFound(uri) }
    let isKnown = try lookUp { () throws(LibraryError) in try library.hasPlaylistNow(id) }
    return isKnown ? .emptyPlaylist(uri) : .noSuchPlaylist(uri)
  }

  /// A file of the library is its track, so that its history and rating count.
  private func item(forFileAt path: String) throws(PlaybackError) -> QueueEntry.Item {
    try PlayableFile.check(path)
    let track = try lookUp { () throws(LibraryError) in try library.trackIDNow(ofFileAt: path) }
    return track.map { .track($0) } ?? .file(path: path)
  }

  private func lookUp<Value>(_ read: () throws(LibraryError) -> Value) throws(PlaybackError) -> Value {
    do throws(LibraryError) { return try read() } catch { throw .library(error) }
  }
}
