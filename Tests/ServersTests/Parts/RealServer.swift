import Foundation
import Model
import Servers
import TestKit

/// A `soul-server` with a little music, and somebody who may sign in.
final class RealServer: Sendable {
  static let password = "canary-password"

  let url: String
  let port: UInt16
  /// The bytes of its one long track.
  let content: [UInt8]
  private let folder: TemporaryFolder
  private let process: ChildProcess

  /// Starts it, and waits until it shares its tracks.
  /// - Parameter tokenLifetime: seconds.
  init(tokenLifetime: Int = 900) async throws {
    folder = try TemporaryFolder()
    try await ToneFile.make(
      at: try folder.path(of: "music/long.flac"), seconds: 60,
      tags: ["title": "Long", "artist": "Singer", "album": "Album", "track": "3"])
    try await ToneFile.make(
      at: try folder.path(of: "music/short.mp3"), seconds: 1, tags: ["title": "Short", "artist": "Singer"])
    content = try folder.bytes(of: "music/long.flac")
    let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(filePath: test).deletingLastPathComponent().appending(path: "soul-server")
    process = try ChildProcess(
      program.path(percentEncoded: false),
      [
        "--music", folder.path + "/music", "--data", folder.path + "/data", "--port", "0", "--user", "alice",
        "--token-lifetime", "\(tokenLifetime)",
      ], environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path], input: Self.password + "\n")
    let prefix = "Listening on "
    guard let line = await process.output.line(where: { $0.hasPrefix(prefix) }),
      let port = line.split(separator: ":").last.flatMap({ UInt16($0) })
    else {
      throw TestKitError.commandFailed(
        command: "soul-server", exit: await process.exit(), message: await process.errors.text())
    }
    url = String(line.dropFirst(prefix.count))
    self.port = port
    _ = await process.output.line { $0 == "Sharing 2 tracks" }
  }

  /// Ends it as a crash would, and waits until it is gone.
  func kill() async {
    process.send(SIGKILL)
    _ = await process.exit()
  }
}
