/// What a radio station says of itself: cleaned text, never empty.
public struct StationInfo: Hashable, Sendable {
  /// The station's name.
  public var name: String?
  /// What it plays now, mostly "Artist - Title".
  public var title: String?

  public init(name: String? = nil, title: String? = nil) {
    self.name = name
    self.title = title
  }
}
