/// An album of the library as lists show it.
public struct Album: Hashable, Sendable {
  public typealias ID = Identifier<Album>

  public let id: ID
  public var title: String
  public var albumArtists: [String]
  public var year: Int?
  public var trackCount: Int
  public var duration: MediaTime
  public var coverPath: String?

  public init(
    id: ID, title: String, albumArtists: [String], year: Int?, trackCount: Int, duration: MediaTime,
    coverPath: String?
  ) {
    self.id = id
    self.title = title
    self.albumArtists = albumArtists
    self.year = year
    self.trackCount = trackCount
    self.duration = duration
    self.coverPath = coverPath
  }
}
