/// A track as a server tells of it, whatever its dialect: decoded, checked and cleaned.
public struct ServerTrack: Hashable, Sendable {
  /// What the server calls it: any text without NUL, not empty, at most 1,024 bytes. Never a part of a path or a URL
  /// as it stands.
  public var id: String
  /// The title is there always.
  public var tags: TrackTags
  /// What the server calls the file's format: `flac`, `mp3`, …; `nil` where it does not say.
  public var format: AudioFormat?
  /// Bytes of the original file.
  public var fileSize: Int64?
  /// SHA-256 of the original file, 32 bytes.
  public var sha256: [UInt8]?
  /// What changes when the cover does; `nil` where the track has none, or the server does not say.
  public var coverHash: String?
  /// Chromaprint, compressed, base64.
  public var fingerprint: String?
  /// 0…1; `nil` where nobody rated it.
  public var rating: Double?
  /// `nil` where the server does not know of favourites.
  public var isFavorite: Bool?
  /// When it last changed on the server, Unix seconds.
  public var updatedAt: Int64?

  public init(id: String, tags: TrackTags) {
    self.id = id
    self.tags = tags
  }
}
