/// Seeded damage to a file's bytes: flipped, cut, spliced, and numbers that are absurd.
public struct FileMutator {
  private var random: Seeded

  /// SplitMix64: the same seed gives the same damage everywhere.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  /// - Parameter seed: such as the format's name.
  public init(seed: String) {
    random = Seeded(state: UInt64(seed.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
  }

  /// - Parameter original: more than one byte.
  /// - Returns: the bytes with the next damage.
  public mutating func mutate(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    // Most of what a reader looks at stands at the beginning.
    func place(in bytes: [UInt8]) -> Int {
      Bool.random(using: &random)
        ? Int.random(in: 0..<min(512, bytes.count), using: &random)
        : Int.random(in: 0..<bytes.count, using: &random)
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      for _ in 0..<Int.random(in: 1...16, using: &random) {
        bytes[place(in: bytes)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    case 1:
      bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
    case 2:
      let start = place(in: bytes)
      let end = min(bytes.count, start + Int.random(in: 1...4_096, using: &random))
      bytes.insert(contentsOf: bytes[start..<end], at: place(in: bytes))
    case 3:
      let start = place(in: bytes)
      let end = min(bytes.count, start + 4)
      let absurd: [UInt8] =
        Bool.random(using: &random) ? [0xFF, 0xFF, 0xFF, 0xFF] : [0x7F, 0x7F, 0x7F, 0x7F]
      bytes.replaceSubrange(start..<end, with: absurd)
    default:
      let start = place(in: bytes)
      bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...256, using: &random)))
    }
    return bytes
  }
}
