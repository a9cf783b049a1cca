import ArgumentParser

/// One place of the queue or several in a row, counted from 1 as `queue list` shows them: `3`, `3-7`.
struct EntryRange: Hashable, ExpressibleByArgument {
  let numbers: ClosedRange<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil,
      first >= 1,
      first <= last, last <= Int(UInt32.max)
    else { return nil }
    numbers = first...last
  }
}
