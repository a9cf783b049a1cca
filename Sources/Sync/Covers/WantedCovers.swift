import Library
import Model

/// The covers that wait to be fetched, those of the newest reply first.
struct WantedCovers {
  private let limit: Int
  /// The next one last.
  private var waiting: [WantedCover] = []

  /// - Parameter limit: so many wait; those of the oldest replies are dropped first.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ wanted: [WantedCover]) {
    let newest = Set(wanted.map(\.id))
    waiting = (waiting.filter { !newest.contains($0.id) } + wanted.reversed()).suffix(limit)
  }

  mutating func next() -> WantedCover? {
    waiting.popLast()
  }

  mutating func removeAll() {
    waiting = []
  }

  mutating func removeAll(of source: Source.ID) {
    waiting.removeAll { $0.id.source == source }
  }
}
