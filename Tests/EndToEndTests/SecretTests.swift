import Foundation
import TestKit
import Testing

/// Passwords and tokens are where they belong and nowhere else.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SecretTests {
  /// What the stand-in server's secrets all contain.
  private static let canary = SecretForms("canary")

  @Test("A secret is found in whatever form it lies there", arguments: 0..<3)
  func forms(shift: Int) {
    let bytes = Array(repeating: UInt8(ascii: "/"), count: shift) + Array("canary?>".utf8)
    let hex = bytes.map { String($0, radix: 16) }
    for text in [
      Data(bytes).base64EncodedString(), hex.joined(), hex.joined().uppercased(),
      "%" + hex.joined(separator: "%"),
      "%" + hex.joined(separator: "%").uppercased(), String(decoding: bytes, as: UTF8.self),
    ] {
      #expect(!Self.canary.found(in: Data("xy\(text)z".utf8)).isEmpty, "\(text)")
    }
    #expect(Self.canary.found(in: Data("can arycanarcanaY2FuYXJ".utf8)).isEmpty)
  }

  @Test("No secret is in any file, log, command line, environment or message on the bus")
  func canary() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let monitor = try ChildProcess(
      "dbus-monitor", ["--session", "--binary"], environment: session.environment)
    let daemon = try await session.startDaemon(with: ["--verbose"])
    let server = try StandInServer()
    server.change { state in
      state.tracks = (1...5).map { StandInTrack(id: "\($0)", title: "Track \($0)") }
      state.rotates = true
      state.accessLifetime = 61
    }
    let home = session.folder.path
    // Looks at whoever runs while a password or token is on its way, soulctl among them.
    let inProcesses = EventLog<String>()
    server.intercept { _ in
      for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let process = Int32(name),
          let environment = FileManager.default.contents(atPath: "/proc/\(name)/environ"),
          environment.range(of: Data(home.utf8)) != nil, !Self.canary.found(inProcess: process).isEmpty
        else { continue }
        inProcesses.append(name)
      }
      return nil
    }
    try await session.soulctl("source", "add", "Bird", server.url, "--username", StandInServer.username)
    // Wrong ones are as secret as right ones.
    #expect(try await session.login("Bird", "wrong-canary").exit == .status(6))
    #expect(try await session.login("Bird", StandInServer.password).exit == .status(0))
    try await session.soulctl("source", "sync", "Bird")
    server.change { $0.revokeAccess() }
    try await session.soulctl("source", "sync", "Bird")
    _ = try await session.run("soulctl", ["play", "Track"])
    // Whatever goes wrong at a server that says back what it heard.
    for status in [200, 301, 403, 429, 500] {
      server.intercept { request in
        let heard = (request.header("Authorization") ?? "") + request.text
        let headers = [("Location", "\(server.url)/?\(heard)"), ("Retry-After", heard), ("X-Heard", heard)]
        return .json(#"{"tracks":["\#(heard)"],"message":"\#(heard)"}"#, status: status, headers: headers)
      }
      _ = try await session.run("soulctl", ["source", "sync", "Bird", "--full"])
      _ = try await session.run("soulctl", ["play", "Track"])
      _ = try await session.run("soulctl", ["source", "show", "Bird", "--json"])
    }
    _ = try await session.run("soulplayerd", ["--check", "--json"])
    #expect(inProcesses.events.isEmpty)
    #expect(Self.canary.found(inProcess: daemon.processIdentifier).isEmpty)
    let process = "/proc/\(daemon.processIdentifier)"
    let limits = try String(contentsOfFile: "\(process)/limits", encoding: .utf8)
    #expect(limits.contains(#/Max core file size +0 /#))
    #expect(try String(contentsOfFile: "\(process)/coredump_filter", encoding: .utf8) == "00000000\n")
    try await session.soulctl("source", "logout", "Bird")
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    monitor.send(SIGKILL)
    _ = await monitor.exit()
    let log = await daemon.errors.text()
    #expect(log.contains(" debug "))
    #expect(Self.canary.found(in: Data(log.utf8)).isEmpty)
    #expect(Self.canary.found(in: Data(await daemon.output.text().utf8)).isEmpty)
    // The keyring's own messages carry what is stored there, encrypted.
    let messages = await monitor.output.text()
    #expect(messages.contains("SignIn") && messages.contains("CreateItem"))
    #expect(Self.canary.found(in: Data(messages.utf8)).isEmpty)
    #expect(Self.canary.found(inFilesOf: session.folder.path).isEmpty)
    #expect(Self.canary.found(inFilesOf: keyring.dataDirectory).isEmpty)
    #expect(FileManager.default.fileExists(atPath: session.libraryFile))
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
