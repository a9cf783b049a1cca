import Glibc

/// What the first bytes of a file say for sure, by GStreamer's name for it.
///
/// Its type finders come to the same for these, but asking them takes a tenth of the time until the first sound.
enum MediaType: String {
  case flac = "audio/x-flac"
  case ogg = "audio/ogg"
  case wave = "audio/x-wav"
  case id3 = "application/x-id3"

  /// - Parameter descriptor: of a regular file, whose offset stays.
  init?(of descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 12)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count == bytes.count else { return nil }
    switch String(decoding: bytes.prefix(4), as: UTF8.self) {
    case "fLaC": self = .flac
    case "OggS": self = .ogg
    case "RIFF" where bytes.suffix(4).elementsEqual("WAVE".utf8): self = .wave
    case let text where text.hasPrefix("ID3"): self = .id3
    default: return nil
    }
  }
}
