/// What tells one version of a server's file from another.
struct FileVersion: Sendable {
  /// Bytes; `nil` where the server does not say.
  let length: Int64?
  let etag: String?

  /// What a range can be asked for on condition of (RFC 9110 §13.1.5): weak ones don't vouch for bytes.
  var strongETag: String? { etag.flatMap { $0.hasPrefix("W/") ? nil : $0 } }

  /// Whether nothing that both say differs.
  func matches(_ other: FileVersion) -> Bool {
    func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      left == nil || right == nil || left == right
    }
    return agree(length, other.length) && agree(etag, other.etag)
  }
}
