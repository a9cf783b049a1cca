/// How many keys were hit wrong: letters put in, left out, exchanged for others or swapped with their neighbours.
enum EditDistance {
  /// - Returns: the nearest of `names`, or the only one that begins with `word`; `nil` where none is meant beyond doubt.
  static func nearest(to word: String, among names: [String]) -> String? {
    let word = word.lowercased()
    let begun = names.filter { $0.hasPrefix(word) }
    if begun.count == 1 { return begun[0] }
    let limit = max(1, word.count / 3)
    let distances = names.map { (name: $0, distance: between(word, $0, limit: limit)) }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= limit else {
      return nil
    }
    return nearest.name
  }

  /// The optimal string alignment distance.
  /// - Returns: a number above `limit` where it is more than that.
  static func between(_ first: String, _ second: String, limit: Int = .max) -> Int {
    let (first, second) = (Array(first), Array(second))
    // A pasted text must not cost its length squared.
    guard abs(first.count - second.count) <= limit else { return abs(first.count - second.count) }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
