import Testing

/// Atoms of an MP4 file, put in by hand (ISO 14496-12 §4.2).
enum MP4Atoms {
  static func atom(_ name: String, _ body: [UInt8]) -> [UInt8] {
    size(body.count + 8) + Array(name.utf8) + body
  }

  /// A text under a name of iTunes' own space.
  static func freeForm(_ name: String, _ value: String) -> [UInt8] {
    atom(
      "----",
      atom("mean", [0, 0, 0, 0] + Array("com.apple.iTunes".utf8))
        + atom("name", [0, 0, 0, 0] + Array(name.utf8))
        + atom("data", [0, 0, 0, 1, 0, 0, 0, 0] + Array(value.utf8)))
  }

  /// Appends atoms to a container that is the last of its parent's, all the way up: ffmpeg's files have it so.
  static func append(_ atoms: [UInt8], to path: [String], in file: inout [UInt8]) throws {
    var start = 0
    var end = file.count
    for name in path {
      let found = try #require(
        (start..<end - 4).first { file[$0..<$0 + 4].elementsEqual(name.utf8) }, "no atom \(name)")
      let length = file[found - 4..<found].reduce(0) { $0 << 8 | Int($1) }
      file.replaceSubrange(found - 4..<found, with: size(length + atoms.count))
      start = found + 4
      end = found - 4 + length
    }
    file.insert(contentsOf: atoms, at: end)
  }

  private static func size(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}
