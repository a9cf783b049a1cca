import Daemon
import FoundationEssentials

/// The findings of `--check`, for a person or for `soulctl doctor`.
struct FindingReport: Encodable {
  let findings: [Finding]

  func print(asJSON: Bool) throws {
    guard asJSON else {
      for finding in findings {
        Swift.print("\(finding.state.rawValue): \(finding.message)")
        if !finding.advice.isEmpty { Swift.print("  → \(finding.advice)") }
      }
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}
