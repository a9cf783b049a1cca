/// What was shown since somebody looked, the newest reply first.
struct ShownCovers {
  private let limit: Int
  private var items: [ShownCover] = []

  /// - Parameter limit: so many are remembered; those of the oldest replies are forgotten first.
  init(limit: Int) {
    self.limit = limit
  }

  /// - Returns: whether one of them was not there before.
  mutating func add(_ shown: [ShownCover]) -> Bool {
    let known = Set(items)
    let newest = Set(shown)
    items = Array((shown + items.filter { !newest.contains($0) }).prefix(limit))
    return !newest.isSubset(of: known)
  }

  mutating func takeAll() -> [ShownCover] {
    defer { items = [] }
    return items
  }
}
