/// Bytes without a pattern, always the same.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  let words = (0..<(count + 7) / 8).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
  // The bytes are copied before the words go.
  return words.withUnsafeBytes { Array($0.prefix(count)) }
}
