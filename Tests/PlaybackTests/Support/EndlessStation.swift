import Foundation
import Model

/// A file over and over, as a station broadcasts.
struct EndlessStation: ByteSource {
  private let bytes: [UInt8]

  init(file path: String) throws {
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func length() async throws -> Int64? { nil }

  func read(at offset: Int64, max: Int) async throws -> [UInt8] {
    let place = Int(offset % Int64(bytes.count))
    return Array(bytes[place..<min(bytes.count, place + min(max, 4_000))])
  }
}
