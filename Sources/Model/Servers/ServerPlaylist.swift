/// A playlist as a server tells of it.
public struct ServerPlaylist: Hashable, Sendable {
  /// As `ServerTrack.id`.
  public var id: String
  /// Empty where the server gives it none.
  public var name: String
  /// The server's own words for its last change, to compare and not to read; `nil` where it says none.
  public var revision: String?
  /// The ids of its tracks, in order, a track as often as it is in it; `nil` while only the list was asked for.
  public var trackIDs: [String]?

  public init(id: String, name: String, revision: String? = nil, trackIDs: [String]? = nil) {
    self.id = id
    self.name = name
    self.revision = revision
    self.trackIDs = trackIDs
  }
}
