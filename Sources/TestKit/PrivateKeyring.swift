import Foundation
import Glibc
import Synchronization

/// A real `gnome-keyring-daemon` of one test's own on a private bus, with folders of its own.
///
/// Nothing starts it but its methods: the bus cannot. What it stores outlives its process, and goes with this object.
public final class PrivateKeyring: Sendable {
  public static let name = "org.freedesktop.secrets"
  private static let path = "/org/freedesktop/secrets"
  /// The collection that the daemon makes when it is unlocked for the first time.
  private static let collection = "/org/freedesktop/secrets/collection/login"

  public let bus: PrivateBus
  private let password: String
  private let folder: TemporaryFolder
  /// What the daemon writes to: the files of its collections.
  public let dataDirectory: String
  private let daemon = Mutex<ChildProcess?>(nil)

  /// Nothing runs yet, and there is no collection.
  /// - Parameter dataDirectory: its `XDG_DATA_HOME`; `nil` for one that nobody else knows.
  public init(on bus: PrivateBus, password: String = "correct horse", dataDirectory: String? = nil) throws {
    self.bus = bus
    self.password = password
    folder = try TemporaryFolder()
    self.dataDirectory = try dataDirectory ?? folder.path(of: "data")
    for path in [self.dataDirectory, try folder.path(of: "run")] {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// Where the files of its collections are.
  public var filesDirectory: String { dataDirectory + "/keyrings" }

  /// The daemon's process; `nil` where none was started.
  public var processIdentifier: Int32? { daemon.withLock { $0?.processIdentifier } }

  /// Starts the daemon as a login does and waits until it answers. The first time it makes the default collection.
  public func startUnlocked() async throws {
    try await start(["--unlock"], input: password)
  }

  /// Starts the daemon without the password and waits until it answers: what is there is locked, and nothing is made.
  public func startLocked() async throws {
    try await start([], input: "")
  }

  /// Ends the daemon as a crash would.
  public func kill() async {
    guard let child = daemon.withLock({ $0 }) else { return }
    child.send(SIGKILL)
    _ = await child.exit()
    // The bus notices on its own: a call that it answers itself comes after that.
    _ = try? await gdbus([
      "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
      "--method",
      "org.freedesktop.DBus.GetId",
    ])
  }

  /// Stops the daemon without ending it: calls to it hang.
  public func freeze() {
    daemon.withLock { $0?.send(SIGSTOP) }
  }

  public func thaw() {
    daemon.withLock { $0?.send(SIGCONT) }
  }

  /// Locks the default collection, as a screen locker does.
  public func lock() async throws {
    try await gdbus([
      "call", "--session", "--dest", Self.name, "--object-path", Self.path, "--method",
      "org.freedesktop.Secret.Service.Lock", "['\(Self.collection)']",
    ])
  }

  /// Who answers the questions of the daemon, with the right password.
  public func makePrompter() async throws -> StandInPrompter {
    try await StandInPrompter(on: bus, collection: Self.collection, password: password)
  }

  /// How many items the daemon has with this attribute, locked ones among them.
  public func count(_ attribute: String, _ value: String) async throws -> Int {
    let answer = try await gdbus([
      "call", "--session", "--dest", Self.name, "--object-path", Self.path, "--method",
      "org.freedesktop.Secret.Service.SearchItems", "{'\(attribute)': '\(value)'}",
    ])
    return answer.split(separator: "'").count { $0.hasPrefix(Self.path) }
  }

  /// Waits until the daemon has so many items with this attribute, from now on.
  public func until(count: Int, _ attribute: String, _ value: String) async throws {
    let monitor = try await itemSignals()
    defer { monitor.send(SIGKILL) }
    while try await self.count(attribute, value) != count {
      guard await monitor.output.line(where: { $0.contains("member=Item") }) != nil else {
        throw TestKitError.endedBefore("\(count) items in the keyring")
      }
    }
  }

  /// Prints what the daemon tells everybody of its items, one line a signal with `member=ItemCreated`, for example,
  /// in it.
  public func itemSignals() async throws -> ChildProcess {
    let monitor = try ChildProcess(
      "dbus-monitor", ["--session", "interface='org.freedesktop.Secret.Collection'"],
      environment: bus.environment)
    // What the bus tells a connection that has just become a monitor.
    guard await monitor.output.line(where: { $0.contains("member=NameLost") }) != nil else {
      throw TestKitError.endedBefore("a monitor of the keyring")
    }
    return monitor
  }

  /// Unlocks the default collection, as a login does: over the daemon's control socket. The bus hears nothing of it.
  public func unlock() throws {
    let bytes = Array(password.utf8)
    let packet = [UInt32(12 + bytes.count), 1, UInt32(bytes.count)].flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
    let answer = try UnixSocket.exchange(
      // The daemon takes the first byte for the caller's credentials.
      [0] + packet + bytes, with: "\(folder.path)/run/keyring/control")
    guard answer == [0, 0, 0, 8, 0, 0, 0, 0] else {
      throw TestKitError.commandFailed(
        command: "unlock", exit: .status(1), message: "the keyring answered \(answer)")
    }
  }

  private func start(_ arguments: [String], input: String) async throws {
    let child = try ChildProcess(
      "gnome-keyring-daemon", ["--foreground", "--components=secrets"] + arguments, environment: environment,
      input: input)
    daemon.withLock { $0 = child }
    try await gdbus(["wait", "--session", "--timeout", "60", Self.name])
  }

  /// What the daemon sees.
  private var environment: [String: String] {
    bus.environment.merging([
      "HOME": folder.path, "XDG_DATA_HOME": dataDirectory, "XDG_RUNTIME_DIR": "\(folder.path)/run",
    ]) { $1 }
  }

  @discardableResult
  private func gdbus(_ arguments: [String]) async throws -> String {
    try await Command.run("gdbus", arguments, environment: bus.environment)
  }
}
