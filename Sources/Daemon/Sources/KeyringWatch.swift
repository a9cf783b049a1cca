import Bus
import Logging

/// Tells when the keyring may answer otherwise than before: its service came or went, something was locked or
/// unlocked, or the screen was: PAM unlocks the keyring with it, and the keyring itself says nothing of that on the bus.
enum KeyringWatch {
  private static let service: BusName = "org.freedesktop.secrets"
  private static let collections: ObjectPath = "/org/freedesktop/secrets"

  /// Tells each change until the task is cancelled.
  static func run(on connection: BusConnection, tell: @escaping @Sendable () async -> Void) async {
    do throws(BusError) {
      let owners = try await connection.owners(of: service)
      let changes = try await connection.signals(
        SignalMatch(
          sender: service, pathNamespace: collections, interface: "org.freedesktop.DBus.Properties",
          member: "PropertiesChanged"))
      // KeePassXC tells of its databases in this way alone.
      let collections = try await connection.signals(
        SignalMatch(
          sender: service, path: collections, interface: "org.freedesktop.Secret.Service",
          member: "CollectionChanged"))
      // Each desktop has an interface of its own for it, all with this one signal.
      let screens = try await connection.signals(SignalMatch(member: "ActiveChanged"))
      await withDiscardingTaskGroup { group in
        group.addTask {
          // The first is the owner as it is.
          for await _ in owners.dropFirst() { await tell() }
        }
        group.addTask {
          for await _ in changes { await tell() }
        }
        group.addTask {
          for await _ in collections { await tell() }
        }
        group.addTask {
          for await signal in screens where signal.opensScreen { await tell() }
        }
      }
    } catch {
      Logger(label: "soul.sources").warning("The keyring can't be watched: \(error)")
    }
  }
}

extension SignalMessage {
  fileprivate var opensScreen: Bool {
    interface.rawValue.hasSuffix(".ScreenSaver") && arguments.first == .boolean(false)
  }
}
