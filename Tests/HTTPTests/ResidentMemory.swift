import Foundation
import Testing

/// This process' memory.
enum ResidentMemory {
  /// Bytes, at most, until now.
  static func peak() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) * 1_024
  }
}
