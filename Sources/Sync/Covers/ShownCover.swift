import Model

/// Something that a reply shows, and the file of the cover that it shows it with.
struct ShownCover: Hashable {
  enum Owner: Hashable {
    case track(Track.ID)
    case album(Album.ID)
  }

  let owner: Owner
  /// `nil` where it has no cover here.
  let path: String?

  /// - Returns: `nil` for a track that no server has.
  init?(_ track: Track) {
    guard track.availabilities.contains(where: { $0.serverFileID != nil }) else { return nil }
    owner = .track(track.id)
    path = track.coverPath
  }

  init(_ album: Album) {
    owner = .album(album.id)
    path = album.coverPath
  }
}
