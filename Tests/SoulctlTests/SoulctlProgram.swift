import Foundation

/// The soulctl that was built beside the tests.
enum SoulctlProgram {
  static var path: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "soulctl").path(
      percentEncoded: false)
  }
}
