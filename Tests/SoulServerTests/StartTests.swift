import Foundation
import TestKit
import Testing

@Suite("Start and end", .timeLimit(.minutes(3)))
struct StartTests {
  @Test("The second start needs neither user, nor password, nor folder")
  func secondStart() async throws {
    let music = try await MusicFolder(tracks: 1)
    let data = try TemporaryFolder()
    #expect(await (try MusicServer(music: music.path, data: data.path)).stop() == .status(0))
    let second = try start(["--data", data.path])
    let line = try #require(await second.output.line { $0.hasPrefix("Listening on http://127.0.0.1:") })
    #expect(await second.output.line { $0 == "Sharing 1 track" } != nil)
    #expect(line.hasPrefix("Listening"))
    second.send(SIGTERM)
    #expect(await second.exit() == .status(0))
    // An end that was asked for is no failure.
    #expect(await !second.errors.text().contains(" error "))
  }

  @Test(
    "What is missing is said, and nothing starts",
    arguments: [
      (["--user", "anna"], "Which music?"), (["--music", "MUSIC"], "Who may sign in?"),
      (["--music", "/nonexistent", "--user", "anna"], "there is no such folder"),
      (
        ["--music", "MUSIC", "--user", "anna", "--password-file", "/nonexistent"],
        "/nonexistent can't be read: No such file"
      ),
      (["--music", "MUSIC", "--user", "anna", "--password-file", "/usr"], "/usr is a folder"),
      (["--music", "MUSIC", "--user", "anna", "--password-file", "/dev/zero"], "is no regular file"),
      (["--music", "MUSIC", "--user", "anna", "--host", "203.0.113.7"], "203.0.113.7"),
      (["--music", "MUSIC", "--user", "anna", "--host", "no.such.host.invalid"], "can't be used: Name or"),
    ])
  func refusals(arguments: [String], sentence: String) async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let process = try start(
      arguments.map { $0 == "MUSIC" ? music.path : $0 } + ["--data", data.path], input: "secret\n")
    #expect(await process.exit() == .status(1))
    let errors = await process.errors.text()
    #expect(errors.contains(sentence), "\(errors)")
    #expect(await process.output.text().isEmpty)
  }

  @Test("An empty password is refused")
  func emptyPassword() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let process = try start(["--music", music.path, "--user", "anna", "--data", data.path], input: "\n")
    #expect(await process.exit() == .status(1))
    #expect(await process.errors.text().contains("no password for anna on standard input"))
    let file = try data.path(of: "password")
    try Data("\n".utf8).write(to: URL(filePath: file))
    let other = try start([
      "--music", music.path, "--user", "anna", "--data", data.path, "--password-file", file,
    ])
    #expect(await other.exit() == .status(1))
    #expect(await other.errors.text().contains("it is empty"))
  }

  @Test("A password that no sign-in could bring is refused; one of any letters is taken")
  func passwordEncoding() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let arguments = ["--music", music.path, "--user", "anna", "--data", data.path, "--prepare"]
    // “Schlüssel” in Latin-1.
    let file = try data.write("Schl".utf8 + [0xFC] + "ssel".utf8, to: "password")
    let process = try start(arguments + ["--password-file", file])
    #expect(await process.exit() == .status(1))
    #expect(await process.errors.text().contains("it is not UTF-8"))
    let other = try start(arguments, input: "Schlüssel\n")
    #expect(await other.exit() == .status(0))
  }

  @Test("A password file that is a pipe is refused, and not waited for")
  func passwordPipe() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let pipe = try data.path(of: "pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let process = try start([
      "--music", music.path, "--user", "anna", "--data", data.path, "--password-file", pipe,
    ])
    #expect(await process.exit() == .status(1))
    #expect(await process.errors.text().contains("\(pipe) is no regular file"))
  }

  @Test(
    "A command line that makes no sense is wrong usage, an empty place among it",
    arguments: [
      ["--music", ""], ["--data", ""], ["--host", ""], ["--user", "anna", "--password-file", ""],
      ["--user", ""],
      ["--port", "65536"], ["--port", "x"], ["--patience", "0"], ["--token-lifetime", "0"],
      ["--set-password"],
      ["--nonsense"], ["folder"],
    ])
  func usage(arguments: [String]) async throws {
    let home = try TemporaryFolder()
    let process = try ChildProcess(
      BuiltProgram.path("soul-server"), arguments, environment: ["HOME": home.path])
    #expect(await process.exit() == .status(2))
    #expect(await process.errors.text().contains("--help"))
    #expect(await process.output.text().isEmpty)
  }

  @Test("A person is asked twice for a new password, which the terminal does not show; Ctrl-C ends that")
  func terminal() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    // A terminal of its own: an answer for each question, then all that it has shown.
    let person = """
      import os, pty, sys
      program, answers = sys.argv[1], sys.argv[2].split("|")
      child, terminal = pty.fork()
      if child == 0: os.execv(program, [program] + sys.argv[3:])
      shown = b""
      for number, answer in enumerate(answers, 1):
        while shown.count(b": ") < number: shown += os.read(terminal, 1024)
        os.write(terminal, answer.encode().decode("unicode_escape").encode())
      try:
        while part := os.read(terminal, 1024): shown += part
      except OSError: pass
      sys.stdout.buffer.write(shown)
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """
    func answer(_ answers: String) async throws -> CommandResult {
      try await ChildProcess.run(
        "/usr/bin/python3",
        [
          "-c", person, BuiltProgram.path("soul-server"), answers, "--prepare", "--music", music.path,
          "--user", "anna",
          "--data", data.path,
        ], environment: ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"])
    }
    let interrupted = try await answer(#"open\x03"#)
    #expect(interrupted.exit == .status(1))
    #expect(interrupted.output.contains("it was not given"))
    let mistyped = try await answer(#"open sesame\n|open sesam\n"#)
    #expect(mistyped.exit == .status(1))
    #expect(mistyped.output.contains("typed in two ways"))
    let right = try await answer(#"open sesame\n|open sesame\n"#)
    #expect(right.exit == .status(0))
    #expect(!(interrupted.output + mistyped.output + right.output).contains("open"))
    let known = try start(["--prepare", "--user", "anna", "--data", data.path])
    #expect(await known.exit() == .status(0))
  }

  @Test("It serves on where nobody can read what it prints")
  func unreadableOutput() async throws {
    let music = try await MusicFolder(tracks: 1)
    let data = try TemporaryFolder()
    let prepared = try start(
      ["--music", music.path, "--user", "anna", "--data", data.path, "--prepare"], input: "secret\n")
    #expect(await prepared.exit() == .status(0))
    let port = try ClosedPort()
    let server = try ChildProcess(
      "/bin/sh",
      [
        "-c", #"exec "$0" "$@" >/dev/full"#, BuiltProgram.path("soul-server"), "--data", data.path, "--host",
        "127.0.0.2",
        "--port", "\(port.number)",
      ], environment: ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"])
    #expect(await server.errors.line { $0.hasSuffix("Every file has its SHA-256") } != nil)
    server.send(SIGTERM)
    #expect(await server.exit() == .status(0))
  }

  @Test("Two servers never share a library")
  func lock() async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path)
    let second = try start(["--data", server.data])
    #expect(await second.exit() == .status(1))
    #expect(await second.errors.text().contains("Another soul-server"))
    #expect(try await WebClient(server).get("/api/health").status == 200)
  }

  @Test("Key and library are the owner's alone, and a key that others may read is refused")
  func permissions() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    _ = await (try MusicServer(music: music.path, data: data.path)).stop()
    for name in ["signing.key", "library.db"] {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(data.path)/\(name)")[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
    }
    #expect(chmod("\(data.path)/signing.key", 0o644) == 0)
    let second = try start(["--data", data.path])
    #expect(await second.exit() == .status(1))
    #expect(await second.errors.text().contains("others may read it"))
  }

  @Test("The password is kept as a hash, and no token is in the log")
  func secrets() async throws {
    let music = try await MusicFolder(tracks: 1)
    let data = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: data.path, options: ["--verbose"])
    let client = try await WebClient.signedIn(to: server)
    _ = try await client.firstSync()
    let token = try #require(client.token)
    #expect(await server.stop() == .status(0))
    let log = await server.process.errors.text()
    #expect(!log.contains(token) && !log.contains(MusicServer.password))
    for name in try FileManager.default.contentsOfDirectory(atPath: data.path) {
      let bytes = (try? Data(contentsOf: URL(filePath: "\(data.path)/\(name)"))) ?? Data()
      #expect(bytes.range(of: Data(MusicServer.password.utf8)) == nil, "\(name)")
      #expect(bytes.range(of: Data(token.utf8)) == nil, "\(name)")
    }
  }

  @Test("SIGTERM ends it within its second, in the middle of a stream too")
  func termination() async throws {
    let music = try await MusicFolder(tracks: 0)
    _ = try await music.addLargeTrack("a.wav", megabytes: 40)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let connection = try TCPConnection(port: server.port, receiveBuffer: 4_096)
    await connection.send(client.head("GET", "/api/tracks/1/stream").utf8)
    #expect(await !connection.receive().isEmpty)
    #expect(await server.stop() == .status(0))
  }

  @Test("--prepare remembers and ends")
  func prepare() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let process = try start(
      ["--music", music.path, "--user", "anna", "--data", data.path, "--prepare"], input: "secret\n")
    #expect(await process.exit() == .status(0))
    #expect(await process.output.text().isEmpty)
    let server = try start(["--data", data.path])
    #expect(await server.output.line { $0.hasPrefix("Listening") } != nil)
  }

  private func start(_ arguments: [String], input: String = "") throws -> ChildProcess {
    try ChildProcess(
      BuiltProgram.path("soul-server"), arguments + ["--port", "0"],
      environment: ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"], input: input)
  }
}
