import CTagLib
import Model

/// The kind of file, told by its content.
enum Container {
  case flac, mpeg, oggVorbis, oggOpus, oggFLAC, mp4, wav, aiff, wavPack

  /// - Returns: `nil` where the content is none of ours.
  init?(of file: borrowing MediaFile) throws(TagsError) {
    let head = file.head
    if let length = Self.id3Length(head) {
      // ID3 stands before MP3 by right and before FLAC by the habit of some taggers.
      let following = try file.bytes(at: Int64(length), count: 4)
      self = following == Array("fLaC".utf8) ? .flac : .mpeg
    } else if let container = Self.told(by: head) {
      self = container
    } else if Self.isMPEGFrame(head) || Self.fileExtension(of: file.path) == .mp3 {
      // Whatever stands before an MP3's first frame is skipped by every player.
      self = .mpeg
    } else {
      return nil
    }
  }

  private static func told(by head: ArraySlice<UInt8>) -> Container? {
    if head.starts(with: "fLaC".utf8) { return .flac }
    if head.starts(with: "OggS".utf8) { return oggCodec(head) }
    if head.starts(with: "wvpk".utf8) { return .wavPack }
    let form = head.dropFirst(8)
    if head.starts(with: "RIFF".utf8), form.starts(with: "WAVE".utf8) { return .wav }
    if head.starts(with: "FORM".utf8), form.starts(with: "AIFF".utf8) || form.starts(with: "AIFC".utf8) {
      return .aiff
    }
    if head.dropFirst(4).starts(with: "ftyp".utf8) { return .mp4 }
    return nil
  }

  /// RFC 3533 §6: the first page holds the first packet of the codec alone, behind a table of segments.
  private static func oggCodec(_ head: ArraySlice<UInt8>) -> Container? {
    guard head.count > 27 else { return nil }
    let packet = head.dropFirst(27 + Int(head[head.startIndex + 26]))
    if packet.starts(with: "\u{1}vorbis".utf8) { return .oggVorbis }
    if packet.starts(with: "OpusHead".utf8) { return .oggOpus }
    if packet.starts(with: "\u{7F}FLAC".utf8) { return .oggFLAC }
    return nil
  }

  /// ID3v2.4 §3.1 and §3.4: the length is four bytes of seven bits; a footer takes ten more.
  /// - Returns: the whole tag's; `nil` where none begins.
  static func id3Length(_ head: ArraySlice<UInt8>) -> Int? {
    guard head.count >= 10, head.starts(with: "ID3".utf8) else { return nil }
    let header = Array(head.prefix(10))
    let length = header[6...9].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    return 10 + length + (header[5] & 0x10 != 0 ? 10 : 0)
  }

  /// ISO 11172-3 §2.4.1.3: eleven bits of sync, then a version and a layer that are not reserved (AAC's is).
  static func isMPEGFrame(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.count >= 4 else { return false }
    let header = Array(head.prefix(4))
    return header[0] == 0xFF && header[1] & 0xE0 == 0xE0 && header[1] & 0x18 != 0x08 && header[1] & 0x06 != 0
      && header[2] & 0xF0 != 0xF0
  }

  private static func fileExtension(of path: String) -> AudioFormat? {
    path.lastIndex(of: ".").flatMap { AudioFormat(fileExtension: path[path.index(after: $0)...]) }
  }

  /// The format's name as people say it.
  var name: String {
    switch self {
    case .flac: "FLAC"
    case .mpeg: "MP3"
    case .oggVorbis: "Ogg Vorbis"
    case .oggOpus: "Opus"
    case .oggFLAC: "Ogg FLAC"
    case .mp4: "M4A"
    case .wav: "WAV"
    case .aiff: "AIFF"
    case .wavPack: "WavPack"
    }
  }
}
