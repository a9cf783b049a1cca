import Foundation
import TestKit

/// A session with an open keyring and a running daemon, and a server that it knows as source 2, "Bird".
struct KeyringHome {
  let session: PlayerSession
  let keyring: PrivateKeyring
  let server: StandInServer
  let daemon: ChildProcess

  /// - Parameters:
  ///   - signsIn: whether somebody is, with the token in the keyring and the library synced.
  ///   - hasFilesAtHome: as for `makeKeyring`.
  init(signsIn: Bool = true, hasFilesAtHome: Bool = false) async throws {
    session = try await PlayerSession()
    keyring = try session.makeKeyring(isAtHome: hasFilesAtHome)
    try await keyring.startUnlocked()
    server = try StandInServer()
    server.change { state in
      state.tracks = (1...3).map { StandInTrack(id: "\($0)", title: "Track \($0)") }
      state.rotates = true
    }
    daemon = try await session.startDaemon()
    try await session.soulctl("source", "add", "Bird", server.url, "--username", StandInServer.username)
    guard signsIn else { return }
    try await signInAndStore()
    // The sync that signing in begins would be taken for the one that a test asks for.
    try await session.until(source: 2) { source in
      source["sync_state"]?.string == "idle" && (source["last_sync"]?.integer ?? 0) > 0
    }
  }

  @discardableResult
  func logIn(_ name: String = "Bird") async throws -> CommandResult {
    try await session.login(name, StandInServer.password)
  }

  /// Signs in, and waits until the keyring has the token.
  func signInAndStore() async throws {
    let signals = try await keyring.itemSignals()
    defer { signals.send(SIGKILL) }
    try await logIn()
    guard await signals.output.line(where: { $0.contains("member=ItemCreated") }) != nil else {
      throw EndToEndError.endedBefore("ItemCreated")
    }
  }

  func isSignedIn() async throws -> Bool {
    try await session.sourceProperty("SignedIn", of: 2) == .bool(true)
  }

  /// Waits until the source's last error has this in it; empty stands for none.
  func until(lastError part: String) async throws {
    try await session.until(source: 2) { source in
      guard let text = source["last_error"]?.string else { return false }
      return part.isEmpty ? text.isEmpty : text.contains(part)
    }
  }

  func sync() async throws -> CommandResult {
    try await session.run("soulctl", ["source", "sync", "Bird", "--json"])
  }

  /// Lets the server take no access token that it has given out: the next request needs a refresh, which gives out
  /// another refresh token and takes the old one no more.
  func expireAccess() {
    server.change { $0.revokeAccess() }
  }

  /// Ends the daemon as systemd does: by then the keyring has what it takes.
  func stop(_ daemon: ChildProcess) async throws {
    daemon.send(SIGTERM)
    guard await daemon.exit() == .status(0) else {
      throw EndToEndError.endedBefore("the daemon's orderly end")
    }
  }
}
