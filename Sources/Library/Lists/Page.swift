/// A part of a list, and how long the whole list is.
public struct Page<Item: Sendable>: Sendable {
  public var items: [Item]
  /// The length of the whole list; a search counts up to `LibraryStore.searchLimit`.
  public var total: Int

  public init(items: [Item], total: Int) {
    self.items = items
    self.total = total
  }
}

extension Page: Equatable where Item: Equatable {}
