/// A playlist of the library as lists show one.
public struct Playlist: Hashable, Sendable {
  public typealias ID = Identifier<Playlist>

  public let id: ID
  public var name: String
  public var source: Source.ID
  public var trackCount: Int

  public init(id: ID, name: String, source: Source.ID, trackCount: Int) {
    self.id = id
    self.name = name
    self.source = source
    self.trackCount = trackCount
  }
}
