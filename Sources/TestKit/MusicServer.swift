import Foundation
import Glibc

/// A real `soul-server` of one test's own, on a free port of this machine.
///
/// It is killed when the last reference to it goes; its data goes with it, unless it was given a folder.
public final class MusicServer: Sendable {
  public static let user = "listener"
  public static let password = "correct horse battery staple"

  /// `http://127.0.0.1:PORT`.
  public let url: String
  public let port: Int
  public let process: ChildProcess
  /// The folder of its library, its key and its covers.
  public let data: String
  private let folder: TemporaryFolder?

  /// Starts the server and waits until it has scanned the music.
  /// - Parameters:
  ///   - music: the folder to share.
  ///   - data: where an earlier server of the test has left its library; `nil`: a new one.
  ///   - port: that of an earlier server, to be found again at its address; 0 = a free one.
  ///   - options: more of the command line, such as `--token-lifetime 5`.
  ///   - program: the built `soul-server`; `nil` finds it beside the running test.
  public init(
    music: String, data: String? = nil, port: Int = 0, options: [String] = [], program: String? = nil
  ) async throws {
    folder = data == nil ? try TemporaryFolder() : nil
    self.data = data ?? folder?.path ?? ""
    let program = try program ?? BuiltProgram.path("soul-server")
    process = try ChildProcess(
      program,
      ["--music", music, "--user", Self.user, "--port", "\(port)", "--data", self.data] + options,
      environment: ["PATH": "/usr/bin:/bin", "HOME": self.data, "LANG": "C.UTF-8"],
      input: Self.password + "\n")
    let prefix = "Listening on "
    guard let line = await process.output.line(where: { $0.hasPrefix(prefix) }),
      await process.output.line(where: { $0.hasPrefix("Sharing ") }) != nil
    else {
      process.send(SIGKILL)
      throw TestKitError.cannotStart(program: program, reason: await process.errors.text())
    }
    url = String(line.dropFirst(prefix.count))
    self.port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
  }

  /// Waits until it has scanned again, after something in its folder was changed.
  /// - Returns: how many tracks it shares then; `nil` where it has ended.
  @discardableResult
  public func nextScan() async -> Int? {
    let line = await process.output.line { $0.hasPrefix("Sharing ") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  /// Waits until every file has its SHA-256. Until then tracks change by themselves, and a track that changes during
  /// a first sync of several pages comes with the changes after it.
  /// - Returns: `false` where it has ended.
  public func hashesAll() async -> Bool {
    await process.errors.line { $0.hasSuffix("Every file has its SHA-256") } != nil
  }

  /// Ends it as a crash would.
  public func kill() async {
    process.send(SIGKILL)
    _ = await process.exit()
  }

  /// Ends it as systemd does.
  public func stop() async -> ProcessExit {
    process.send(SIGTERM)
    return await process.exit()
  }
}
