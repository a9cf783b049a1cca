/// An artist of the library as lists show one.
public struct Artist: Hashable, Sendable {
  public typealias ID = Identifier<Artist>

  public let id: ID
  public var name: String
  public var albumCount: Int
  public var trackCount: Int

  public init(id: ID, name: String, albumCount: Int, trackCount: Int) {
    self.id = id
    self.name = name
    self.albumCount = albumCount
    self.trackCount = trackCount
  }
}
