import Foundation
import Glibc
import Keyring
import Testing

@Suite
struct CoreDumpTests {
  private static let filter = "/proc/self/coredump_filter"

  @Test("No memory of the process gets into a core dump")
  func noMemory() throws {
    var before = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &before)
    let filter = try String(contentsOfFile: Self.filter, encoding: .utf8)
    defer {
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &before)
      try? Data("0x\(filter)".utf8).write(to: URL(fileURLWithPath: Self.filter))
    }
    CoreDumps.excludeMemory()
    var after = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &after)
    #expect(after.rlim_cur == 0)
    #expect(try String(contentsOfFile: Self.filter, encoding: .utf8) == "00000000\n")
  }
}
