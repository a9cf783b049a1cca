import Foundation
import GRDB

/// Several documents as one JSON array.
struct DocumentList {
  /// Bytes that a document has by far most times.
  private static let usualLength = 640

  private(set) var bytes: [UInt8]

  /// - Parameter count: how many documents it will have, most probably.
  init(capacity count: Int = 0) {
    bytes = [UInt8(ascii: "[")]
    bytes.reserveCapacity(count * Self.usualLength + 2)
  }

  /// What has been appended, as a whole array.
  consuming func array() -> [UInt8] {
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }

  mutating func append(_ row: Row, at column: Int) throws {
    // SQLite's bytes are there until the next row; they are copied.
    try row.withUnsafeData(atIndex: column) { data in
      guard let data else { return }
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += data
    }
  }
}
