/// What tells an operation that is sent again from a new one (SOUL_API.md, section 1).
public struct OperationKey: Hashable, Sendable {
  public let user: Int64
  /// The `Idempotency-Key`.
  public let key: String
  /// A digest of all that makes up the request.
  public let request: [UInt8]

  public init(user: Int64, key: String, request: [UInt8]) {
    self.user = user
    self.key = key
    self.request = request
  }
}
