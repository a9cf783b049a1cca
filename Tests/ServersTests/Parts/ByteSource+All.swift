import Model

extension ByteSource {
  /// All bytes from an offset on, read one after the other.
  func all(from offset: Int64 = 0, max: Int = 64 << 10) async throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try await read(at: offset + Int64(all.count), max: max)
      guard !bytes.isEmpty else { return all }
      all += bytes
    }
  }
}
