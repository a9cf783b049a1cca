/// A source with all that a settings page shows of it.
public struct SourceDetails: Hashable, Sendable {
  public var source: Source
  /// The server's address; empty for this device.
  public var url: String
  /// Empty for this device.
  public var username: String
  /// The PEM file with the authority that the server's certificate is checked against; `nil` = the system's.
  public var caFile: String?
  /// Plain `http://` was agreed to where it leaves the own network.
  public var allowsInsecure: Bool
  public var trackCount: Int
  /// Unix seconds; `nil` = never.
  public var lastSync: Int64?
  /// What went wrong last, until something goes well again; one sentence.
  public var lastError: String?

  public init(
    source: Source, url: String = "", username: String = "", caFile: String? = nil,
    allowsInsecure: Bool = false, trackCount: Int = 0, lastSync: Int64? = nil, lastError: String? = nil
  ) {
    self.source = source
    self.url = url
    self.username = username
    self.caFile = caFile
    self.allowsInsecure = allowsInsecure
    self.trackCount = trackCount
    self.lastSync = lastSync
    self.lastError = lastError
  }

  public var id: Source.ID { source.id }
}
