/// One place in the queue: the same track may stand there twice, as two entries.
public struct QueueEntry: Hashable, Sendable {
  /// Never reused, so that `mpris:trackid` names one entry for good.
  public typealias ID = Identifier<QueueEntry>

  /// What an entry plays.
  public enum Item: Hashable, Sendable {
    case track(Track.ID)
    /// A file that is not in the library, by its absolute path.
    case file(path: String)
    /// A station or a file on the web.
    case web(url: String)
  }

  public let id: ID
  public let item: Item

  public init(id: ID, item: Item) {
    self.id = id
    self.item = item
  }

  public var isWeb: Bool {
    if case .web = item { true } else { false }
  }

  public var uri: PlayableURI {
    switch item {
    case .track(let id): .track(id)
    case .file(let path): .file(path: path)
    case .web(let url): .web(url: url)
    }
  }
}
