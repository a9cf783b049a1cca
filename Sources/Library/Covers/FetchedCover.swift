public import Model

/// A cover whose file was fetched from a server, and is in the folder of the covers.
public struct FetchedCover: Hashable, Sendable {
  public let id: ServerCover.ID
  public let key: CoverKey
  /// Of the file, in bytes.
  public let size: Int
  /// The tracks that it was fetched for.
  public let tracks: [Track.ID]

  public init(id: ServerCover.ID, key: CoverKey, size: Int, tracks: [Track.ID]) {
    self.id = id
    self.key = key
    self.size = size
    self.tracks = tracks
  }
}
