import Bus
import Logging

/// Tells when the keyring may answer otherwise than before: its service came or went, or something was locked or
/// unlocked.
struct KeyringWatch {
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
      await withDiscardingTaskGroup { group in
        group.addTask {
          // The first is the owner as it is.
          for await _ in owners.dropFirst() { await tell() }
        }
        group.addTask {
          for await _ in changes { await tell() }
        }
      }
    } catch {
      Logger(label: "soul.sources").warning("The keyring can't be watched: \(error)")
    }
  }
}
