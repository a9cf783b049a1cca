/// A request as a faulty server got it.
public struct ReceivedRequest: Sendable {
  public let method: String
  /// Path and query, as they were sent.
  public let target: String
  /// In their order; names as they were sent.
  public let headers: [(name: String, value: String)]
  public let body: [UInt8]
  /// Which of the server's connections it came on; 0 is the first.
  public let connection: Int
  /// All bytes up to the body, to look for what must not be there.
  public let head: String

  /// The first value of a header, whatever the case of its name.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The target without the query.
  public var path: String {
    String(target.prefix { $0 != "?" })
  }

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// Where a `Range: bytes=N-` or `bytes=N-M` begins; `nil` without one.
  public var rangeStart: Int? { range?.first }

  /// The last byte of a `Range`, where it names one.
  public var rangeEnd: Int? { range?.last }

  private var range: (first: Int, last: Int?)? {
    guard let value = header("Range"), value.hasPrefix("bytes=") else { return nil }
    let ends = value.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int(ends[0]) else { return nil }
    return (first, Int(ends[1]))
  }
}
