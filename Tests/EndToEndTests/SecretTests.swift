import Foundation
import TestKit
import Testing

/// Passwords and tokens are where they belong and nowhere else.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SecretTests {
  /// What the stand-in server's secrets all contain.
  private static let canary = "canary"

  /// As text, as base64 at each of the three places in a group, as hex, and as URLs have it.
  private static let forms: [String] = {
    let bytes = Array(canary.utf8)
    let base64 = (0..<3).map { shift -> String in
      let padded = Array(repeating: UInt8(ascii: "x"), count: shift) + bytes
      let text = Data(padded).base64EncodedString()
      // Only what the canary alone decides.
      let start = (shift * 8 + 5) / 6
      let end = (padded.count * 8) / 6
      return String(Array(text)[start..<end])
    }
    let hex = bytes.map { String($0, radix: 16) }.joined()
    return [canary, hex, hex.uppercased(), "%63%61%6e%61%72%79"] + base64
  }()

  private func leaks(in data: Data) -> [String] {
    Self.forms.filter { data.range(of: Data($0.utf8)) != nil }
  }

  @Test("No secret is in any file, log, command line, environment or message on the bus")
  func canary() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let monitor = try ChildProcess(
      "dbus-monitor", ["--session", "--binary"], environment: session.environment)
    let daemon = try await session.startDaemon()
    let server = try StandInServer()
    server.change { state in
      state.tracks = (1...5).map { StandInTrack(id: "\($0)", title: "Track \($0)") }
      state.rotates = true
      state.accessLifetime = 61
    }
    try await session.soulctl("source", "add", "Bird", server.url, "--username", StandInServer.username)
    // Wrong ones are as secret as right ones.
    #expect(try await session.login("Bird", "wrong-canary").exit == .status(6))
    #expect(try await session.login("Bird", StandInServer.password).exit == .status(0))
    try await session.soulctl("source", "sync", "Bird")
    _ = try await session.run("soulctl", ["play", "Track"])
    _ = try await session.run("soulctl", ["source", "show", "Bird", "--json"])
    _ = try await session.run("soulplayerd", ["--check", "--json"])
    for name in ["cmdline", "environ"] {
      let text = try Data(contentsOf: URL(filePath: "/proc/\(daemon.processIdentifier)/\(name)"))
      #expect(leaks(in: text).isEmpty, "\(name)")
    }
    try await session.soulctl("source", "logout", "Bird")
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    monitor.send(SIGKILL)
    _ = await monitor.exit()
    // The keyring's own messages carry what is stored there, encrypted; those of soulctl and the daemon do not.
    #expect(leaks(in: Data(await daemon.errors.text().utf8)).isEmpty)
    #expect(leaks(in: Data(await daemon.output.text().utf8)).isEmpty)
    #expect(leaks(in: Data(await monitor.output.text().utf8)).isEmpty)
    var files = 0
    let paths =
      FileManager.default.enumerator(atPath: session.folder.path)?.compactMap { $0 as? String } ?? []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: "\(session.folder.path)/\(path)") else {
        continue
      }
      files += 1
      #expect(leaks(in: data).isEmpty, "\(path)")
    }
    #expect(files > 2)
  }

  @Test("A secret comes in a pipe, a socket or a file, whole and in time; anything else is refused")
  func descriptors() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let server = try StandInServer()
    try await session.soulctl("source", "add", "Bird", server.url, "--username", StandInServer.username)
    let program = """
      import os, sys
      from gi.repository import Gio, GLib
      bus = Gio.bus_get_sync(Gio.BusType.SESSION)
      def sign_in(descriptor, path="/org/soulplayer/sources/2"):
          fds = Gio.UnixFDList.new_from_array([descriptor])
          try:
              reply, _ = bus.call_with_unix_fd_list_sync("org.soulplayer", "/org/soulplayer",
                  "org.soulplayer.Sources", "SignIn", GLib.Variant("(oha{sv})", (path, 0, {})), None, 0, -1, fds, None)
          except GLib.Error as error:
              return Gio.DBusError.get_remote_error(error)
          operation = reply.unpack()[0]
          loop = GLib.MainLoop()
          answer = []
          def state():
              return bus.call_sync("org.soulplayer", operation, "org.freedesktop.DBus.Properties", "GetAll",
                  GLib.Variant("(s)", ("org.soulplayer.Operation",)), None, 0, -1, None).unpack()[0]
          bus.signal_subscribe(None, "org.soulplayer.Operation", "Finished", operation, None, 0,
              lambda *_: loop.quit())
          if state()["State"] == "running":
              loop.run()
          return state()["Error"] or state()["State"]
      def pipe(data, close=True):
          read, write = os.pipe()
          os.write(write, data)
          if close:
              os.close(write)
          return read
      print(sign_in(os.open("/dev/zero", os.O_RDONLY)))
      print(sign_in(os.open("/", os.O_RDONLY)))
      print(sign_in(pipe(b"x" * 5000)))
      print(sign_in(pipe(b"")))
      print(sign_in(pipe(b"\\xff\\xfe")))
      print(sign_in(pipe(b"canary-password", close=False)))
      print(sign_in(pipe(b"canary-password\\n"), "/org/soulplayer/sources/9"))
      print(sign_in(pipe(b"canary-password\\n"), "/org/soulplayer/sources/1"))
      print(sign_in(pipe(b"canary-password\\n")))
      """
    let result = try await session.run("/usr/bin/python3", ["-c", program])
    let invalid = "org.freedesktop.DBus.Error.InvalidArgs"
    #expect(
      result.output.split(separator: "\n").map(String.init) == [
        invalid, invalid, invalid, invalid, invalid, invalid, "org.soulplayer.Error.NotFound",
        "org.soulplayer.Error.Conflict", "succeeded",
      ], "\(result.errors)")
  }
}
