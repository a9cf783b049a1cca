import Foundation
import Model

/// What is to be written of a track, wherever it was learned.
struct TrackDescription {
  enum Cover {
    case none
    case file(CoverKey)
    case known(id: Int64)
  }

  let tags: TrackTags
  let title: String
  /// The folder that the file lies in; `nil` for a server's track, of which nobody knows that.
  let folder: String?
  let cover: Cover

  init(_ file: ScannedFile) {
    let path = file.path as NSString
    tags = file.tags
    title = file.tags.title ?? (path.lastPathComponent as NSString).deletingPathExtension
    folder = path.deletingLastPathComponent
    cover = file.cover.map { .file($0) } ?? .none
  }

  init(_ track: ServerTrack, cover: Int64?) {
    tags = track.tags
    title = track.tags.title ?? track.id
    folder = nil
    self.cover = cover.map { .known(id: $0) } ?? .none
  }
}
