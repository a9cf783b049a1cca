import Foundation
import TestKit
import Testing

/// Questions of a locked keyring: who may cause them, and what becomes of their answers.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct KeyringPromptTests {
  /// A home whose keyring is locked, and who answers for it. Nobody is signed in.
  private func lockedHome() async throws -> (KeyringHome, StandInPrompter) {
    let home = try await KeyringHome(signsIn: false)
    let prompter = try await home.keyring.makePrompter()
    try await home.keyring.lock()
    return (home, prompter)
  }

  @Test("A sign-in counts before its question is answered, and is stored when it is")
  func answered() async throws {
    let (home, prompter) = try await lockedHome()
    #expect(try await home.logIn().exit == .status(0))
    #expect(await prompter.isAsked())
    #expect(try await home.isSignedIn())
    #expect(try await home.sync().exit == .status(0))
    try await home.keyring.until(count: 0, "source", "2")
    try await prompter.answer()
    #expect(await prompter.isDone())
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
    #expect(prompter.questionCount == 1)
  }

  @Test("A dismissed question is said to be one, and the session goes on")
  func dismissed() async throws {
    let (home, prompter) = try await lockedHome()
    #expect(try await home.logIn().exit == .status(0))
    #expect(await prompter.isAsked())
    try await prompter.dismiss()
    try await home.until(lastError: "its question was dismissed")
    #expect(try await home.isSignedIn())
    #expect(try await home.sync().exit == .status(0))
    // What was said stays said while it is true, and nobody is asked again.
    #expect(
      try await home.session.sourceProperty("LastError", of: 2).string?.contains("dismissed") == true)
    #expect(prompter.questionCount == 1)
    // A new sign-in may ask anew.
    #expect(try await home.logIn().exit == .status(0))
    #expect(await prompter.isAsked())
    try await prompter.answer()
    #expect(await prompter.isDone())
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
  }

  @Test("Where nobody can be asked the sign-in counts all the same, and says what is missing")
  func withoutPrompter() async throws {
    let home = try await KeyringHome(signsIn: false)
    defer { home.daemon.send(SIGTERM) }
    try await home.keyring.lock()
    #expect(try await home.logIn().exit == .status(0))
    try await home.until(lastError: "for this session only")
    #expect(try await home.isSignedIn())
  }

  @Test("Only a sign-in that allows it asks: no other, no sync, no sign-out, no removal, no start")
  func silent() async throws {
    let (home, prompter) = try await lockedHome()
    let session = home.session
    let signIn = """
      from gi.repository import Gio, GLib
      import os
      bus = Gio.bus_get_sync(Gio.BusType.SESSION)
      read, write = os.pipe()
      os.write(write, b"canary-password")
      os.close(write)
      bus.call_with_unix_fd_list_sync("org.soulplayer", "/org/soulplayer", "org.soulplayer.Sources", "SignIn",
          GLib.Variant("(oha{sv})", ("/org/soulplayer/sources/2", 0, {"interactive": GLib.Variant("b", False)})),
          None, 0, -1, Gio.UnixFDList.new_from_array([read]), None)
      """
    #expect(try await session.run("/usr/bin/python3", ["-c", signIn]).exit == .status(0))
    try await home.until(lastError: "The keyring is locked")
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
    try await home.stop(home.daemon)
    let daemon = try await session.startDaemon()
    _ = try await home.sync()
    try await session.soulctl("source", "logout", "Bird")
    try await session.soulctl("source", "remove", "Bird")
    try await home.stop(daemon)
    #expect(prompter.questionCount == 0)
  }

  @Test(
    "After a sign-out or a removal the answer to the open question is nobody's", arguments: [false, true])
  func outlived(isRemoved: Bool) async throws {
    let (home, prompter) = try await lockedHome()
    #expect(try await home.logIn().exit == .status(0))
    #expect(await prompter.isAsked())
    try await home.session.soulctl("source", isRemoved ? "remove" : "logout", "Bird")
    // GNOME Keyring does not survive that its question is taken back.
    try await prompter.answer()
    #expect(await prompter.isDone())
    try await home.keyring.until(count: 0, "source", "2")
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 0, "source", "2")
    let daemon = try await home.session.startDaemon()
    #expect(try await home.session.run("soulctl", ["source", "sync", "2"]).exit != .status(0))
    try await home.stop(daemon)
    try await home.keyring.until(count: 0, "source", "2")
  }

  @Test("The end of the daemon does not wait for an answer")
  func ended() async throws {
    let (home, prompter) = try await lockedHome()
    #expect(try await home.logIn().exit == .status(0))
    #expect(await prompter.isAsked())
    try await home.stop(home.daemon)
    try await prompter.answer()
    #expect(await prompter.isDone())
    try await home.keyring.until(count: 0, "source", "2")
  }
}
