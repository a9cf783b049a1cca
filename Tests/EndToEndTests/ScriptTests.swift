import Foundation
import TestKit
import Testing

/// What a person runs from the source folder.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ScriptTests {
  @Test("The demo shows every step, with sample music it makes itself")
  func demo() async throws {
    let folder = try TemporaryFolder()
    let result = try await ChildProcess.run(
      "\(Workspace.root)scripts/demo", [Workspace.binaries], environment: environment(folder))
    #expect(result.exit == .status(0), "\(result.output)\(result.errors)")
    // It leaves nothing behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("make install fills in the paths, and make uninstall removes exactly what was installed")
  func install() async throws {
    let folder = try TemporaryFolder()
    try await make("install", in: folder, ["DESTDIR=\(folder.path)", "PREFIX=/opt/soul"])
    let installed = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder.path)/\($0)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    for path in [
      "opt/soul/bin/soulplayerd", "opt/soul/bin/soulctl",
      "opt/soul/share/dbus-1/services/org.soulplayer.service",
      "opt/soul/share/dbus-1/services/org.mpris.MediaPlayer2.soulplayer.service",
      "opt/soul/share/dbus-1/interfaces/org.soulplayer.Library.xml",
      "opt/soul/share/dbus-1/interfaces/org.mpris.MediaPlayer2.Player.xml",
      "opt/soul/lib/systemd/user/soulplayerd.service",
      "opt/soul/share/applications/soulplayer.desktop", "etc/xdg/autostart/soulplayer.desktop",
      "opt/soul/share/bash-completion/completions/soulctl", "opt/soul/share/zsh/site-functions/_soulctl",
      "opt/soul/share/fish/vendor_completions.d/soulctl.fish",
    ] {
      #expect(installed.contains(path), "\(path) is missing")
    }
    for path in installed where path.hasSuffix(".service") || path.hasSuffix(".desktop") {
      let text = try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
      #expect(text.contains("/opt/soul/bin/soul"), "\(path)")
      #expect(!text.contains("@bindir@"), "\(path) has a place that nothing filled in")
    }
    let manual = try String(
      contentsOfFile: "\(folder.path)/opt/soul/share/man/man1/soulctl.1", encoding: .utf8)
    #expect(manual.contains(".SS seek "))
    try Data().write(to: URL(filePath: "\(folder.path)/opt/soul/bin/somebody-elses"))
    try await make("uninstall", in: folder, ["DESTDIR=\(folder.path)", "PREFIX=/opt/soul"])
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder.path)/\($0)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    #expect(left == ["opt/soul/bin/somebody-elses"])
  }

  @Test(
    "The installed service files start the installed daemon, by either of its names",
    arguments: ["org.soulplayer", "org.mpris.MediaPlayer2.soulplayer"])
  func activation(name: String) async throws {
    let session = try await PlayerSession(canActivate: false)
    let prefix = "\(session.folder.path)/prefix"
    try await make(
      "install", in: session.folder,
      ["DESTDIR=", "PREFIX=\(prefix)", "autostartdir=\(prefix)/autostart"])
    try FileManager.default.copyItem(
      atPath: "\(prefix)/share/dbus-1/services/\(name).service",
      toPath: "\(session.serviceDirectory)/\(name).service")
    try await session.output(
      "gdbus",
      [
        "call", "--session", "--dest", name, "--object-path", "/", "--method",
        "org.freedesktop.DBus.Peer.Ping",
      ])
    let daemon = try #require(try await session.daemonProcessIdentifier())
    defer { kill(daemon, SIGTERM) }
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(daemon)/exe")
        == "\(prefix)/bin/soulplayerd")
  }

  @Test("The desktop file is the one that MPRIS names, and opens what the player says it plays")
  func desktopFile() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let name = try await session.property(
      "DesktopEntry", of: "org.mpris.MediaPlayer2", at: PlayerSession.playerPath
    ).string
    let text = try String(
      contentsOfFile: "\(Workspace.root)data/\(name ?? "").desktop", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("MimeType=") })
    let types = line.dropFirst("MimeType=".count).split(separator: ";").map(String.init)
    let supported = try await session.property(
      "SupportedMimeTypes", of: "org.mpris.MediaPlayer2", at: PlayerSession.playerPath
    ).strings
    #expect(supported.map(Set.init) == Set(types))
  }

  private func make(
    _ target: String, in folder: TemporaryFolder, _ variables: [String]
  ) async throws {
    let result = try await ChildProcess.run(
      "make",
      ["-C", Workspace.root, "--no-print-directory", target]
        + variables + [
          // The debug build's symbols take a gigabyte to strip; what is installed is tested, not how small it is.
          "builddir=\(Workspace.binaries)", "STRIP=true",
        ], environment: environment(folder))
    #expect(result.exit == .status(0), "\(result.output)\(result.errors)")
  }

  private func environment(_ folder: TemporaryFolder) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      "TMPDIR": folder.path, "LANG": "C.UTF-8",
    ]
  }
}
