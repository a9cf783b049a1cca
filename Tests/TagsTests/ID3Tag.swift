/// An ID3v2 tag built byte by byte, so that it can hold what no tagger writes.
struct ID3Tag {
  struct Frame {
    let id: String
    var flags: [UInt8] = [0, 0]
    /// What the frame declares; its true size where `nil`.
    var declaredSize: UInt32?
    let body: [UInt8]

    /// A text frame in UTF-8; several values are separated by NUL (ID3v2.4 §4.2).
    static func text(_ id: String, _ values: String...) -> Frame {
      Frame(id: id, body: [3] + Array(values.joined(separator: "\0").utf8))
    }

    static func userText(_ description: String, _ value: String) -> Frame {
      Frame(id: "TXXX", body: [3] + Array("\(description)\0\(value)".utf8))
    }

    static func picture(type: UInt8, _ data: [UInt8], mimeType: String = "image/jpeg") -> Frame {
      Frame(id: "APIC", body: [0] + Array(mimeType.utf8) + [0, type, 0] + data)
    }
  }

  var version: UInt8 = 4
  var frames: [Frame]

  var bytes: [UInt8] {
    let body = frames.flatMap { frame in
      let size = frame.declaredSize ?? UInt32(frame.body.count)
      let length = version == 4 && frame.declaredSize == nil ? Self.synchsafe(size) : Self.plain(size)
      return Array(frame.id.utf8) + length + frame.flags + frame.body
    }
    return Array("ID3".utf8) + [version, 0, 0] + Self.synchsafe(UInt32(body.count)) + body
  }

  private static func synchsafe(_ value: UInt32) -> [UInt8] {
    [21, 14, 7, 0].map { UInt8(value >> $0 & 0x7F) }
  }

  private static func plain(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}
