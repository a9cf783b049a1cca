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
  init?(_ file: ScannedFile) {
    let tags = file.tags
    guard let title = tags.album else { return nil }
    self.title = title
    let titleKey = IdentityKey.of(title)
    isByFolder = tags.musicBrainzAlbumID == nil && tags.albumArtists.isEmpty && !tags.isCompilation
    if let id = tags.musicBrainzAlbumID {
      key = "m\u{1F}\(id.lowercased())"
    } else if !tags.albumArtists.isEmpty {
      key = "a\u{1F}\(titleKey)\u{1F}" + tags.albumArtists.map(IdentityKey.of).joined(separator: "\u{1F}")
    } else if tags.isCompilation {
      key = "c\u{1F}\(titleKey)"
    } else {
      key = "f\u{1F}\(titleKey)\u{1F}\(Self.folder(of: file.path))"
    }
  }

  /// The names under which a track sorts: its album artists, else its artists.
  static func names(of tags: TrackTags) -> [String] {
    if !tags.albumArtists.isEmpty { return tags.albumArtists }
    return tags.isCompilation ? [variousArtists] : tags.artists
  }

  /// The album's folder: the discs of a set often lie in folders of their own below it.
  private static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent as NSString
    let name = folder.lastPathComponent.lowercased()
    for word in ["disc", "disk", "cd"] where name.hasPrefix(word) {
      let number = name.dropFirst(word.count).drop { " -_.".contains($0) }
      if !number.isEmpty, number.allSatisfy(\.isWholeNumber) { return folder.deletingLastPathComponent }
    }
    return folder as String
  }
}
