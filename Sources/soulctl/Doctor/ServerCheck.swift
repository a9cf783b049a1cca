import Bus
import Contract

/// The servers as the running daemon knows them, and the keyring that keeps their tokens. It starts nothing.
struct ServerCheck {
  private static let keyring: BusName = "org.freedesktop.secrets"
  /// A keyring that takes longer holds up whoever signs in as well.
  private static let patience = Duration.seconds(3)

  let service: PlayerService

  func findings() async -> [Finding] {
    do throws(CommandFailure) {
      let servers = try await service.sources().filter { !$0.isLocal }
      guard !servers.isEmpty else { return [] }
      return [await checkKeyring()] + servers.map(Self.finding)
    } catch {
      return [
        Finding("server", .error, error.message, advice: "Run: systemctl --user restart soulplayerd")
      ]
    }
  }

  private static func finding(_ server: SourceState) -> Finding {
    let place = "\(server.name) (\(server.url))"
    guard server.isSignedIn else {
      return Finding(
        "server", .warning, "Nobody is signed in at \(place).",
        advice: "Run: soulctl source login \(server.number)")
    }
    let reason = server.lastError.isEmpty ? "" : " \(server.lastError)"
    guard server.isOnline else {
      return Finding(
        "server", .warning, "\(place) is offline.\(reason)",
        advice: "Start it, or look at the network; then: soulctl source check \(server.number)")
    }
    guard server.syncState != "failed" else {
      return Finding(
        "server", .warning, "\(place) could not be synced.\(reason)",
        advice: "Try again: soulctl source sync \(server.number)")
    }
    return Finding("server", .ok, "\(place) is online; last sync: \(AgeText.of(server.lastSync)).")
  }

  private func checkKeyring() async -> Finding {
    let name = "keyring"
    do {
      guard try await service.bus.owner(of: Self.keyring) != nil else {
        return Finding(
          name, .warning, "No keyring runs in this session: a sign-in lasts until soulplayerd ends.",
          advice: "Install and start a Secret Service, such as gnome-keyring, KWallet or KeePassXC.")
      }
      let reply = try await service.bus.call(
        Self.keyring, at: "/org/freedesktop/secrets/aliases/default",
        interface: "org.freedesktop.DBus.Properties", member: "Get",
        arguments: ["org.freedesktop.Secret.Collection".busValue, "Locked".busValue], timeout: Self.patience,
        noAutoStart: true)
      guard case .variant(.boolean(let isLocked))? = reply.first, !isLocked else {
        return Finding(
          name, .warning, "The keyring is locked: servers wait for their tokens.",
          advice: "Unlock it with your desktop's keyring program, or log out and in again.")
      }
      return Finding(name, .ok, "The keyring is unlocked.")
    } catch {
      return Finding(
        name, .warning, "The keyring can't be asked: \(error.message)",
        advice: "Make a default keyring in your desktop's keyring program, or restart the program.")
    }
  }
}
