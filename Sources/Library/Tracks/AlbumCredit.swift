import Foundation
import Model

/// Whose album a track is on, and which album that is.
struct AlbumCredit {
  /// A compilation without an album artist sorts under this name.
  private static let variousArtists = "Various Artists"

  let title: String
  let key: String
  /// Known by title and folder alone: whose album it is depends on all of its tracks.
  let isByFolder: Bool

  /// - Returns: `nil` for a track without an album.
  init?(_ track: TrackDescription) {
    let tags = track.tags
    guard let title = tags.album else { return nil }
    self.title = title
    let titleKey = IdentityKey.of(title)
    isByFolder =
      tags.musicBrainzAlbumID == nil && tags.albumArtists.isEmpty && !tags.isCompilation
      && track.folder != nil
    if let id = tags.musicBrainzAlbumID {
      key = "m\u{1F}\(id.lowercased())"
    } else if !tags.albumArtists.isEmpty {
      key = Self.key(titleKey, of: tags.albumArtists)
    } else if tags.isCompilation {
      key = "c\u{1F}\(titleKey)"
    } else if let folder = track.folder {
      key = "f\u{1F}\(titleKey)\u{1F}\(Self.albumFolder(folder))"
    } else {
      // A server that names no album artist: the same title of the same artist is the most that can be told.
      key = Self.key(titleKey, of: tags.artists)
    }
  }

  /// The names under which a track sorts: its album artists, else its artists.
  static func names(of tags: TrackTags) -> [String] {
    if !tags.albumArtists.isEmpty { return tags.albumArtists }
    return tags.isCompilation ? [variousArtists] : tags.artists
  }

  private static func key(_ title: String, of artists: [String]) -> String {
    "a\u{1F}\(title)\u{1F}" + artists.map(IdentityKey.of).joined(separator: "\u{1F}")
  }

  /// The album's folder: the discs of a set often lie in folders of their own below it.
  private static func albumFolder(_ path: String) -> String {
    let folder = path as NSString
    let name = folder.lastPathComponent.lowercased()
    for word in ["disc", "disk", "cd"] where name.hasPrefix(word) {
      let number = name.dropFirst(word.count).drop { " -_.".contains($0) }
      if !number.isEmpty, number.allSatisfy(\.isWholeNumber) { return folder.deletingLastPathComponent }
    }
    return folder as String
  }
}
