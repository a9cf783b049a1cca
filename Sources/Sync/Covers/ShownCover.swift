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
  /// Whether a server has it: then it may have been fetched from there.
  let isOnServer: Bool

  /// - Returns: `nil` for a track without a cover that no server has.
  init?(_ track: Track) {
    isOnServer = track.availabilities.contains { $0.serverFileID != nil }
    guard isOnServer || track.coverPath != nil else { return nil }
    owner = .track(track.id)
    path = track.coverPath
  }

  init(_ album: Album) {
    isOnServer = true
    owner = .album(album.id)
    path = album.coverPath
  }
}
