import Crypto

/// A cover as its file or tag holds it, named by what it truly is.
public struct CoverImage: Hashable, Sendable {
  /// The raw value is the file extension.
  public enum Format: String, Sendable {
    case jpg, png, webp

    /// Told by the first bytes, never by a declared type: tags and file names are often wrong.
    init?(magic bytes: some Collection<UInt8>) {
      if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
        self = .jpg
      } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        self = .png
      } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
        self = .webp
      } else {
        return nil
      }
    }
  }

  /// Larger pictures are not taken for covers, bytes.
  public static let maximumSize = 16 << 20

  public let bytes: [UInt8]
  public let format: Format
  /// SHA-256 of `bytes`, lower-case hex.
  public let hash: String

  /// - Returns: `nil` where the bytes are no JPEG, PNG or WebP, or more than `maximumSize`.
  public init?(bytes: [UInt8]) {
    guard bytes.count <= Self.maximumSize, let format = Format(magic: bytes) else { return nil }
    self.bytes = bytes
    self.format = format
    hash = SHA256.hash(data: bytes).hexadecimal
  }

  /// Reads a picture file.
  /// - Parameter path: absolute; symbolic links are followed.
  public init(path: String) throws(TagsError) {
    let file = try MediaFile(path: path)
    guard file.size <= Int64(Self.maximumSize),
      let image = CoverImage(bytes: try file.bytes(at: 0, count: Int(file.size)))
    else { throw .notPicture(path: path) }
    self = image
  }
}
