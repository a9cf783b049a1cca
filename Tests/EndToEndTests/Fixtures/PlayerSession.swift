import Foundation
import Synchronization
import TestKit

/// A desktop session in small: a bus, a home and the real programs, for one test.
final class PlayerSession: Sendable {
  /// A sink that keeps real time and makes no sound.
  static let silentSink = "fakesink sync=true"
  /// A sink that takes samples as fast as they come.
  static let fastSink = "fakesink sync=false"

  let folder: TemporaryFolder
  private let base: [String: String]
  private let canActivate: Bool
  private let bus: Mutex<PrivateBus>

  /// What every program of the session gets.
  var environment: [String: String] {
    base.merging(["DBUS_SESSION_BUS_ADDRESS": bus.withLock { $0 }.address]) { $1 }
  }

  var home: String { "\(folder.path)/home" }
  var configurationFile: String { "\(home)/.config/soul-player/config.toml" }
  var libraryFile: String { "\(home)/.local/share/soul-player/library.db" }
  /// A folder for music of the test's own making.
  var music: String { "\(home)/Music" }

  /// - Parameters:
  ///   - configuration: the text of `config.toml`; by default the silent sink.
  ///   - canActivate: whether the bus can start the daemon.
  init(configuration: String? = nil, canActivate: Bool = true) async throws {
    folder = try TemporaryFolder()
    let home = "\(folder.path)/home"
    let runtime = "\(folder.path)/run"
    for path in [runtime, "\(home)/.config/soul-player", "\(home)/Music"] {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    base = [
      "PATH": "\(Workspace.binaries):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")",
      "HOME": home,
      "LANG": "C.UTF-8",
      "XDG_RUNTIME_DIR": runtime,
      "XDG_CONFIG_HOME": "\(home)/.config",
      "XDG_DATA_HOME": "\(home)/.local/share",
      "XDG_CACHE_HOME": "\(home)/.cache",
      "XDG_STATE_HOME": "\(home)/.local/state",
      "TMPDIR": folder.path,
      // GStreamer looks at every plugin once, not once a session.
      "GST_REGISTRY": "\(Workspace.binaries)/end-to-end-gstreamer-registry.bin",
    ]
    self.canActivate = canActivate
    bus = Mutex(try await Self.makeBus(base, canActivate: canActivate))
    try Data((configuration ?? "[audio]\nsink = \"\(Self.silentSink)\"\n").utf8)
      .write(to: URL(filePath: configurationFile))
  }

  /// Starts the daemon and waits until its name is on the bus.
  /// - Parameters:
  ///   - launcher: a command that becomes the daemon, whose path is added to it.
  ///   - options: of the daemon's own.
  func startDaemon(by launcher: [String] = [], with options: [String] = []) async throws -> ChildProcess {
    let command = launcher + [try Workspace.binary("soulplayerd")] + options
    let daemon = try ChildProcess(
      command[0], Array(command.dropFirst()),
      // Whatever GLib and GStreamer hold to be a misuse of theirs ends the daemon, and with it the test.
      environment: environment.merging(["G_DEBUG": "fatal-criticals"]) { $1 }, directory: home)
    let waiter = try ChildProcess(
      "gdbus", ["wait", "--session", "--timeout", "60", "org.soulplayer"], environment: environment)
    daemon.whenExited { _ in waiter.send(SIGKILL) }
    guard await waiter.exit() == .status(0) else {
      let ended = daemon.hasExited
      daemon.send(SIGKILL)
      throw EndToEndError.daemonDidNotAppear(ended: ended, log: await daemon.errors.text())
    }
    return daemon
  }

  /// Where the bus looks for service files.
  var serviceDirectory: String {
    bus.withLock { $0 }.serviceDirectory
  }

  /// A keyring for this session, not started yet.
  /// - Parameter isAtHome: whether its files are where those of a desktop are. Elsewhere nobody can watch them.
  func makeKeyring(isAtHome: Bool = false) throws -> PrivateKeyring {
    try PrivateKeyring(on: bus.withLock { $0 }, dataDirectory: isAtHome ? base["XDG_DATA_HOME"] : nil)
  }

  /// Ends the bus as a crash would.
  func killBus() async {
    await bus.withLock { $0 }.kill()
  }

  /// A new bus in the place of the one that was killed.
  func replaceBus() async throws {
    let replacement = try await Self.makeBus(base, canActivate: canActivate)
    bus.withLock { $0 = replacement }
  }

  private static func makeBus(_ environment: [String: String], canActivate: Bool) async throws -> PrivateBus {
    let bus = try await PrivateBus(environment: environment)
    if canActivate { try bus.addService("org.soulplayer", command: try Workspace.binary("soulplayerd")) }
    return bus
  }
}
