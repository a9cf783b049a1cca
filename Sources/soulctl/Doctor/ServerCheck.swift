import Bus
import Contract

/// The servers as the running daemon knows them, and the keyring that keeps their tokens. It starts nothing.
struct ServerCheck {
  private static let keyring: BusName = "org.freedesktop.secrets"
  /// A keyring that takes longer holds up whoever signs in as well.
  private static let patience = Duration.seconds(3)

  let service: PlayerService
  /// Whether the daemon has what it takes to ask a keyring.
  let hasLibrary: Bool
  /// Whether the bus can start a keyring.
  let canStartKeyring: Bool

  init(service: PlayerService, hasLibrary: Bool, activatable: [String]) {
    self.service = service
    self.hasLibrary = hasLibrary
    canStartKeyring = activatable.contains(Self.keyring.rawValue)
  }

  func findings() async -> [Finding] {
    do throws(CommandFailure) {
      let servers = try await service.sources().filter { !$0.isLocal }
      guard !servers.isEmpty else { return [] }
      let keyring = await keyringState()
      return [keyring.finding] + servers.flatMap { Self.findings(on: $0, keyring) }
    } catch {
      return [
        Finding("server", .error, error.message, advice: "Run: systemctl --user restart soulplayerd")
      ]
    }
  }

  /// Whether it can be used at all comes first, then whether it answers.
  static func findings(on server: SourceState, _ keyring: KeyringState) -> [Finding] {
    let token = tokenFinding(on: server, keyring)
    guard server.isSignedIn else { return [token].compactMap(\.self) }
    if let connection = connectionFinding(on: server, hasToken: token == nil) {
      return [token, connection].compactMap(\.self)
    }
    return [
      token
        ?? Finding("server", .ok, "\(place(server)) is online; last sync: \(AgeText.of(server.lastSync)).")
    ]
  }

  private static func place(_ server: SourceState) -> String { "\(server.name) (\(server.url))" }

  /// - Returns: `nil` where there is a token that outlives the daemon, or will be when it is needed.
  private static func tokenFinding(on server: SourceState, _ keyring: KeyringState) -> Finding? {
    let login = "soulctl source login \(server.number)"
    let message: String
    let advice: String
    switch (server.tokens, keyring.obstacle) {
    case (.stored, _), (.unread, nil):
      return nil
    case (.none, _):
      message = "Nobody is signed in at \(place(server))."
      advice = "Run: \(login)"
    case (.unread, let obstacle?):
      message = "\(place(server)) waits for its token: \(obstacle)."
      advice =
        keyring == .locked
        ? keyring.remedy
        : "\(keyring.remedy) To go on without, for this session only, run: \(login)"
    case (.session, let obstacle?):
      message = "You are signed in at \(place(server)) for this session only: \(obstacle)."
      advice = keyring.remedyForSession
    case (.session, nil):
      message =
        "You are signed in at \(place(server)) for this session only: the keyring has not taken the token."
      advice = "Have it asked again: soulctl source check \(server.number)"
    }
    return Finding("server", .warning, message, advice: advice)
  }

  /// - Returns: `nil` where it answers, and nothing but its token kept it from a sync.
  private static func connectionFinding(on server: SourceState, hasToken: Bool) -> Finding? {
    // While the token is in memory alone, that is what the last error tells of.
    let reason = server.tokens == .session || server.lastError.isEmpty ? "" : " \(server.lastError)"
    guard server.isOnline else {
      return Finding(
        "server", .warning, "\(place(server)) is offline.\(hasToken ? reason : "")",
        advice: "Start it, or look at the network; then: soulctl source check \(server.number)")
    }
    guard server.syncState == "failed", hasToken || server.tokens == .session else { return nil }
    return Finding(
      "server", .warning, "\(place(server)) could not be synced last time.\(reason)",
      advice: "Try again: soulctl source sync \(server.number)")
  }

  private func keyringState() async -> KeyringState {
    guard hasLibrary else { return .unusable }
    do {
      guard try await service.bus.owner(of: Self.keyring) != nil else {
        return canStartKeyring ? .idle : .absent
      }
      let reply = try await service.bus.call(
        Self.keyring, at: "/org/freedesktop/secrets/aliases/default",
        interface: "org.freedesktop.DBus.Properties", member: "Get",
        arguments: ["org.freedesktop.Secret.Collection".busValue, "Locked".busValue], timeout: Self.patience,
        noAutoStart: true)
      guard case .variant(.boolean(let isLocked))? = reply.first, !isLocked else { return .locked }
      return .open
    } catch {
      return .silent(reason: error.message)
    }
  }
}
