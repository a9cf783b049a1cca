/// An answer with its whole body.
public struct HTTPResponse: Sendable {
  public let status: Int
  public let headers: HTTPHeaders
  /// Decompressed; empty for what was opened as a stream.
  public let body: [UInt8]
  /// Where it came from at last: another URL than the request's where a redirect was followed.
  public let url: String

  /// 200…299.
  public var isSuccess: Bool { (200..<300).contains(status) }
}
