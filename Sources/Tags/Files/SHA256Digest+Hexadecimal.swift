import Crypto

extension SHA256.Digest {
  /// Lower case, two digits a byte.
  var hexadecimal: String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      var index = 0
      for byte in self {
        for nibble in [byte >> 4, byte & 15] {
          // A SHA-256 digest has 32 bytes, so 64 digits fill the buffer exactly.
          buffer[index] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
          index += 1
        }
      }
      return index
    }
  }
}
