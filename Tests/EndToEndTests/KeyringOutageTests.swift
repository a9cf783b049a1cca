import Foundation
import TestKit
import Testing

/// What becomes of tokens while the keyring hangs, is locked, dies or restarts under a running daemon.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct KeyringOutageTests {
  /// Calls everything that a client may call, each within a second, and says what did not come to an answer.
  private static let everyCall = """
    from gi.repository import Gio, GLib
    import os
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    own, player = "org.soulplayer", "org.mpris.MediaPlayer2"
    service, mpris, source = "/org/soulplayer", "/org/mpris/MediaPlayer2", "/org/soulplayer/sources/2"
    calls = [(path, "org.freedesktop.DBus.Properties", "GetAll", ("(s)", (interface,))) for path, interface in [
        (mpris, player), (mpris, player + ".Player"), (service, own + ".Library"), (service, own + ".Queue"),
        (service, own + ".Sources"), (source, own + ".Source")]]
    calls += [(path, "org.freedesktop.DBus.Introspectable", "Introspect", None) for path in [service, mpris, source]]
    calls += [
        (service, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", None),
        (service, own + ".Library", "Search", ("(sa{sv})", ("Track", {}))),
        (service, own + ".Library", "Playlists", ("(a{sv})", ({},))),
        (service, own + ".Library", "GetTrack", ("(t)", (1,))),
        (service, own + ".Queue", "Enqueue", ("(aso)", (["soul:track/1"], "/"))),
        (service, own + ".Queue", "Entries", ("(uu)", (0, 10))),
        (mpris, player + ".Player", "Play", None), (mpris, player + ".Player", "Next", None),
        (mpris, player + ".Player", "OpenUri", ("(s)", ("soul:track/1",))),
        (mpris, player + ".Player", "Stop", None),
        (service, own + ".Sources", "SetActive", ("(o)", (source,))),
        (service, own + ".Sources", "Sync", ("(oa{sv})", (source, {}))),
        (service, own + ".Sources", "CheckConnectivity", ("(o)", (source,))),
        (service, own + ".Sources", "SignOut", ("(o)", ("/org/soulplayer/sources/3",))),
        (service, own + ".Sources", "AddServer", ("(sssa{sv})", ("New", "http://127.0.0.1:1", "ann", {}))),
        (service, own + ".Sources", "RemoveSource", ("(oa{sv})", ("/org/soulplayer/sources/3", {}))),
    ]
    for path, interface, member, arguments in calls:
        try:
            bus.call_sync(own, path, interface, member, arguments and GLib.Variant(*arguments), None, 0, 1000, None)
        except GLib.Error as error:
            if not Gio.DBusError.is_remote_error(error):
                print(interface, member, error.message)
    read, write = os.pipe()
    os.write(write, b"canary-password")
    os.close(write)
    bus.call_with_unix_fd_list_sync(own, service, own + ".Sources", "SignIn",
        GLib.Variant("(oha{sv})", (source, 0, {})), None, 0, 1000, Gio.UnixFDList.new_from_array([read]), None)
    print("done")
    """

  @Test("A keyring that hangs holds up no call and no sign-in, and gets the token when it goes on")
  func frozen() async throws {
    let home = try await KeyringHome(signsIn: false)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let music = try await MusicServer(music: session.music)
    try await session.soulctl("source", "add", "Home", music.url, "--username", MusicServer.user)

    home.keyring.freeze()
    defer { home.keyring.thaw() }
    #expect(try await session.login("Home", MusicServer.password).exit == .status(0))
    #expect(try await home.logIn().exit == .status(0))
    try await home.until(lastError: "for this session only: The keyring does not answer")
    #expect(try await home.sync().exit == .status(0))
    let calls = try await session.run("/usr/bin/python3", ["-c", Self.everyCall])
    #expect(calls.output == "done\n", "\(calls.errors)")
    #expect(try await home.isSignedIn())

    home.keyring.thaw()
    try await home.until(lastError: "")
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
    // Source 3 was signed out of and removed while nobody could delete its token.
    try await home.keyring.until(count: 0, "source", "3")
  }

  @Test("A start with a keyring that hangs takes nobody for signed out, and goes on when it does")
  func frozenAtStart() async throws {
    let home = try await KeyringHome()
    try await home.session.soulctl("source", "activate", "Bird")
    try await home.stop(home.daemon)
    home.keyring.freeze()
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let sync = try await home.sync()
    #expect(sync.exit == .status(6))
    #expect(sync.output.contains("KeyringUnavailable"), "\(sync.output)")
    #expect(try await home.isSignedIn())
    home.keyring.thaw()
    try await home.until(lastError: "")
    #expect(try await home.sync().exit == .status(0))
  }

  @Test("What is renewed while the keyring is locked is stored when another program has it unlocked")
  func relocked() async throws {
    let home = try await KeyringHome()
    let prompter = try await home.keyring.makePrompter()
    try await home.keyring.lock()
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
    try await home.until(lastError: "for this session only: The keyring is locked")
    #expect(try await home.isSignedIn())
    // Nothing was put beside what is locked, and nobody was asked.
    try await home.keyring.until(count: 1, "source", "2")
    #expect(prompter.questionCount == 0)

    try await prompter.askToUnlock()
    #expect(await prompter.isAsked())
    try await prompter.answer()
    try await home.until(lastError: "")
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    // The server takes none but the newest.
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
  }

  @Test("An unlock that nobody tells is found by what is done next", arguments: ["check", "end", "screen"])
  func unlockedInSilence(next: String) async throws {
    let home = try await KeyringHome()
    try await home.keyring.lock()
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
    try await home.until(lastError: "The keyring is locked")
    try home.keyring.unlock()
    switch next {
    case "check":
      try await home.session.soulctl("source", "check", "Bird")
      try await home.until(lastError: "")
    case "screen":
      try await home.session.output(
        "gdbus",
        [
          "emit", "--session", "--object-path", "/org/gnome/ScreenSaver", "--signal",
          "org.gnome.ScreenSaver.ActiveChanged", "false",
        ])
      try await home.until(lastError: "")
    default: break
    }
    try await home.stop(home.daemon)
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
  }

  @Test("A start with a locked keyring finds the token with the first wish after a silent unlock")
  func lockedAtStart() async throws {
    let home = try await KeyringHome()
    try await home.stop(home.daemon)
    try await home.keyring.lock()
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await home.sync().exit == .status(6))
    #expect(try await home.isSignedIn())
    try home.keyring.unlock()
    #expect(try await home.sync().exit == .status(0))
  }

  @Test(
    "A sync that a locked keyring held up goes on by itself, of whichever server, over a restart too",
    arguments: [true, false], ["silence", "prompt", "restart"])
  func resumed(isActive: Bool, unlock: String) async throws {
    // The bus tells of a prompt; of the others the files do.
    let home = try await KeyringHome(hasFilesAtHome: unlock != "prompt")
    if isActive { try await home.session.soulctl("source", "activate", "Bird") }
    try await home.stop(home.daemon)
    try await home.keyring.lock()
    let prompter = try await home.keyring.makePrompter()
    var daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await home.sync().exit == .status(6))
    try await home.until(lastError: "The keyring is locked")
    switch unlock {
    case "prompt":
      try await prompter.askToUnlock()
      #expect(await prompter.isAsked())
      try await prompter.answer()
    case "restart":
      try await home.stop(daemon)
      daemon = try await home.session.startDaemon()
      try await home.until(lastError: "The keyring is locked")
      fallthrough
    default: try home.keyring.unlock()
    }
    // Nothing but a sync that has succeeded takes the error back.
    try await home.until(lastError: "")
    #expect(prompter.questionCount == (unlock == "prompt" ? 1 : 0))
  }

  @Test("A keyring that is killed and comes back has the newest token in the end")
  func killed() async throws {
    let home = try await KeyringHome()
    await home.keyring.kill()
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
    try await home.until(lastError: "no keyring")
    #expect(try await home.isSignedIn())
    try await home.keyring.startUnlocked()
    try await home.until(lastError: "")
    try await home.stop(home.daemon)
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    home.expireAccess()
    #expect(try await home.sync().exit == .status(0))
  }

  @Test(
    "Signed out and removed while the keyring is locked, a token is deleted after the unlock, over a restart too"
  )
  func deletedLater() async throws {
    let home = try await KeyringHome()
    try await home.keyring.lock()
    try await home.session.soulctl("source", "logout", "Bird")
    #expect(try await !home.isSignedIn())
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
    let daemon = try await home.session.startDaemon()
    #expect(try await !home.isSignedIn())
    #expect(try await home.sync().exit == .status(6))
    try await home.session.soulctl("source", "remove", "Bird")
    try await home.stop(daemon)
    try home.keyring.unlock()
    try await home.keyring.until(count: 1, "source", "2")
    let last = try await home.session.startDaemon()
    // Whoever ends orderly has done what it was about to do.
    try await home.session.soulctl("sources")
    try await home.stop(last)
    try await home.keyring.until(count: 0, "source", "2")
  }
}
