/// Bytes by offset, from wherever they come: what `Audio` plays beside a file.
///
/// Seek, resume and failover are one path: another `read(at:max:)`.
public protocol ByteSource: Sendable {
  /// The whole length in bytes; `nil` where it is not known (a radio stream).
  func length() async throws -> Int64?

  /// - Parameters:
  ///   - offset: bytes from the beginning, ≥ 0.
  ///   - max: at most this many bytes, > 0.
  /// - Returns: at least one byte, or none at the end.
  func read(at offset: Int64, max: Int) async throws -> [UInt8]
}
