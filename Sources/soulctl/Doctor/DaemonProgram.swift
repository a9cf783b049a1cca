import FoundationEssentials
import Glibc

/// The daemon's program on this machine, asked without a bus: it is needed most when the daemon won't start.
struct DaemonProgram {
  let path: String

  private static let name = "soulplayerd"

  /// The one beside this program, else the first in PATH; `nil` where there is none.
  static func find(path: String?) -> DaemonProgram? {
    let own = FileManager.default.executableDirectory.map { [$0] } ?? []
    let folders = own + (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    return folders.map { DaemonProgram(path: "\($0)/\(name)") }.first { access($0.path, X_OK) == 0 }
  }

  /// What `soulplayerd --check` finds.
  /// - Throws: `CommandFailure` where the program can't be run or says something else.
  func findings() throws(CommandFailure) -> [Finding] {
    struct Report: Decodable {
      let findings: [Finding]
    }
    let text = try output(of: ["--check", "--json"])
    do {
      return try JSONDecoder().decode(Report.self, from: Data(text.utf8)).findings
    } catch {
      throw .impossible("\(path) --check does not answer as it should; is it of the same version as soulctl?")
    }
  }

  func version() throws(CommandFailure) -> String {
    String(try output(of: ["--version"]).prefix { !$0.isNewline })
  }

  /// Runs the program to its end and returns its standard output; its standard error is thrown away.
  private func output(of arguments: [String]) throws(CommandFailure) -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    // The child has its own copy of the words once it is spawned.
    defer { for word in words { free(word) } }
    var child = pid_t()
    let status = posix_spawn(&child, path, &actions, nil, &words, environ)
    close(ends[1])
    guard status == 0 else { throw failure(status) }
    defer { waitpid(child, nil, 0) }
    return Self.read(ends[0])
  }

  private static func read(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private func failure(_ code: Int32) -> CommandFailure {
    .impossible("\(path) can't be run: \(String(cString: strerror(code))).")
  }
}

extension FileManager {
  /// Where this program itself lies.
  fileprivate var executableDirectory: String? {
    guard let path = try? destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      let slash = path.lastIndex(of: "/")
    else { return nil }
    return String(path[..<slash])
  }
}
