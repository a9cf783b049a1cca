/// That one source has a track, and how it can be played from there.
public struct Availability: Hashable, Sendable {
  public enum Status: String, Sendable {
    /// A file of the user's own on this device.
    case localFile = "local_file"
    /// A copy of a server's file in the cache.
    case cached
    /// Only while the server answers.
    case streamOnly = "stream_only"
    /// Known, but not to be had: an unmounted disk, an evicted copy of a deleted original.
    case unavailable
  }

  public let source: Source.ID
  public var status: Status
  /// The file's absolute path, for `localFile` and `cached`; kept while `unavailable`.
  public var path: String?
  /// The id that the server gave the track; `nil` for local files and for what the server has deleted.
  public var serverFileID: String?
  /// SHA-256 of the file as this source has it, 32 bytes; `nil` where it is not known, and in lists.
  public var sha256: [UInt8]?

  public init(
    source: Source.ID, status: Status, path: String? = nil, serverFileID: String? = nil,
    sha256: [UInt8]? = nil
  ) {
    self.source = source
    self.status = status
    self.path = path
    self.serverFileID = serverFileID
    self.sha256 = sha256
  }
}
