import Testing

@testable import Library

@Suite struct ContentHashTests {
  @Test func bytesComeBackAsTheyWere() {
    let bytes = (0..<32).map { UInt8($0 * 8 + 3) }
    #expect(ContentHash(bytes)?.bytes == bytes)
  }

  @Test func onlyThirtyTwoBytesAreAHash() {
    #expect(ContentHash([]) == nil)
    #expect(ContentHash(Array(repeating: UInt8(1), count: 31)) == nil)
    #expect(ContentHash(Array(repeating: UInt8(1), count: 33)) == nil)
  }

  @Test func everyByteCounts() {
    let zeros = [UInt8](repeating: 0, count: 32)
    let hashes = (0..<32).map { index in
      var bytes = zeros
      bytes[index] = 1
      return ContentHash(bytes)
    }
    #expect(Set(hashes).count == 32)
  }
}
