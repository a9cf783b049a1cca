import Foundation

/// Words that sound like some, the first ones far more frequent than the last (Zipf's law).
struct Vocabulary {
  private static let size = 30_000
  private static let onsets = [
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "qu", "r",
    "s",
    "sh", "st", "t", "tr", "v", "w", "x", "y", "z", "", "",
  ]
  private static let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "é", "ö", "ou"]
  private static let codas = ["", "", "", "n", "r", "s", "l", "t", "nd", "ck", "m"]

  private let words: [String]
  /// The sums of the frequencies up to each word.
  private let sums: [Double]

  init(using generator: inout SeededGenerator) {
    var words: [String] = []
    var seen: Set<String> = []
    while words.count < Self.size {
      let syllables = Int.random(in: 1...4, using: &generator)
      let word = (0..<syllables).map { _ in Self.syllable(using: &generator) }.joined()
      if seen.insert(word).inserted { words.append(word.capitalized) }
    }
    self.words = words
    var sum = 0.0
    sums = (1...Self.size).map { rank in
      sum += 1 / Double(rank + 2)
      return sum
    }
  }

  func phrase(of length: Int, using generator: inout SeededGenerator) -> String {
    (0..<length).map { _ in word(using: &generator) }.joined(separator: " ")
  }

  private func word(using generator: inout SeededGenerator) -> String {
    let wanted = Double.random(in: 0..<(sums.last ?? 1), using: &generator)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return words[low]
  }

  private static func syllable(using generator: inout SeededGenerator) -> String {
    [onsets, vowels, codas].map { $0[Int.random(in: 0..<$0.count, using: &generator)] }.joined()
  }
}
