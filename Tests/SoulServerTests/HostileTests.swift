import Foundation
import TestKit
import Testing

@Suite("Hostile clients", .timeLimit(.minutes(3)))
struct HostileTests {
  @Test("An id is a number or nothing: no path ever names a file")
  func ids() async throws {
    let music = try await MusicFolder(tracks: 1)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let ids = [
      "..%2F..%2Fetc%2Fpasswd", "../../etc/passwd", "%2Fetc%2Fpasswd", "1%00", "1%0A", "%31", "+1", "-1",
      "01",
      "1.0", "0", "99999999999999999999", "1;2", "%C0%AE", String(repeating: "1", count: 10_000), "1/..", "%",
    ]
    for id in ids {
      for end in ["", "/stream", "/download", "/cover"] {
        let answer = try await client.get("/api/tracks/\(id)\(end)")
        #expect([400, 404].contains(answer.status), "\(id.prefix(40))\(end)")
      }
      #expect([400, 404].contains(try await client.get("/api/playlists/\(id)").status), "\(id.prefix(40))")
    }
  }

  @Test("A body that is no good JSON is refused in the same words")
  func bodies() async throws {
    let music = try await MusicFolder(tracks: 0)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let bodies = [
      "", "{", "nonsense", "[]", "null", #"{"name":"a","name":"b"}"#, "{\"name\":\"\u{1}\"}",
      #"{"name":"\ud800"}"#,
      #"{"name":01}"#, #"{"name":"a"} x"#, String(repeating: "[", count: 10_000),
      #"{"name":"# + String(repeating: "[", count: 17) + String(repeating: "]", count: 17) + "}",
    ]
    for body in bodies {
      let answer = try await client.send("POST", "/api/playlists", json: body)
      #expect(answer.status == 400, "\(body.prefix(40))")
      #expect(answer.error == "bad_request")
    }
    let connection = try TCPConnection(port: client.server.port)
    let head = client.head("POST", "/api/playlists", ["Content-Length": "14"], json: "")
    await connection.send(
      Array(head.utf8) + Array(#"{"name":""#.utf8) + [0xFF, 0xFE, 0xFD] + Array(#""}"#.utf8))
    #expect(WebAnswer(await connection.receiveAll())?.status == 400)
  }

  @Test("What is too large is refused without being read")
  func sizes() async throws {
    let music = try await MusicFolder(tracks: 0)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let large = "{\"name\":\"" + String(repeating: "a", count: 1 << 20) + "\"}"
    let refused = try await client.send("POST", "/api/playlists", json: large)
    #expect(refused.status == 413)
    #expect(refused.error == "too_large")
    let chunked = try TCPConnection(port: client.server.port)
    var head = client.head(
      "POST", "/api/playlists", ["Transfer-Encoding": "chunked", "Connection": "keep-alive"])
    head += "200000\r\n"
    await chunked.send(Array(head.utf8) + [UInt8](repeating: 0x20, count: 0x200000) + Array("\r\n".utf8))
    #expect(WebAnswer(await chunked.receiveAll())?.status == 413)
    for header in [
      "X-Long: " + String(repeating: "a", count: 100_000),
      (0..<1_000).map { "X-\($0): a" }.joined(separator: "\r\n"),
    ] {
      let connection = try TCPConnection(port: client.server.port)
      await connection.send(Array("GET /api/health HTTP/1.1\r\nHost: a\r\n\(header)\r\n\r\n".utf8))
      let answer = try #require(WebAnswer(await connection.receiveAll()))
      #expect(answer.status == 431)
      #expect(answer.error == "headers_too_large")
    }
    #expect(try await client.get("/api/health").status == 200)
  }

  @Test(
    "What is no HTTP is refused in the same form",
    arguments: [
      "nonsense\r\n\r\n", "GET /api/health HTTP/1.1\r\nHost\r\n\r\n",
      "GET /api/health HTTP/9.9\r\nHost: a\r\n\r\n",
      "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
      "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nrubbish\r\n",
    ])
  func malformed(request: String) async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path)
    let connection = try TCPConnection(port: server.port)
    await connection.send(Array(request.utf8))
    let answer = try #require(WebAnswer(await connection.receiveAll()))
    #expect(answer.status == 400)
    #expect(answer.error == "bad_request")
    #expect(answer.headers["connection"] == "close")
    #expect(try await WebClient(server).get("/api/health").status == 200)
  }

  @Test(
    "Who does not finish a request is hung up on",
    arguments: [
      "", "GET /api/hea", "GET /api/health HTTP/1.1\r\nHost: a\r\nX-A: ",
      "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"username\"",
    ])
  func slowRequests(begin: String) async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path, options: ["--patience", "1"])
    let connection = try TCPConnection(port: server.port)
    await connection.send(Array(begin.utf8))
    // The connection's end is what is waited for; without one the suite's time limit fails the test.
    _ = await connection.receiveAll()
    #expect(try await WebClient(server).get("/api/health").status == 200)
  }

  @Test("Who does not take an answer is hung up on")
  func slowReader() async throws {
    let music = try await MusicFolder(tracks: 0)
    _ = try await music.addLargeTrack("a.wav", megabytes: 40)
    let server = try await MusicServer(music: music.path, options: ["--patience", "1", "--verbose"])
    let client = try await WebClient.signedIn(to: server)
    let connection = try TCPConnection(port: server.port, receiveBuffer: 4_096)
    await connection.send(client.head("GET", "/api/tracks/1/stream").utf8)
    #expect(await server.process.errors.line { $0.contains("took nothing of its answer") } != nil)
  }

  @Test("Who takes an answer a byte at a time, or none of a short one, holds up nobody else")
  func patientReader() async throws {
    let music = try await MusicFolder(tracks: 0)
    let file = try await music.addLargeTrack("a.wav", megabytes: 4)
    let size = try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    let server = try await MusicServer(music: music.path, options: ["--patience", "20"])
    let client = try await WebClient.signedIn(to: server)
    let slow = try TCPConnection(port: server.port, receiveBuffer: 4_096)
    await slow.send(client.head("GET", "/api/tracks/1/stream").utf8)
    for _ in 0..<100 { #expect(await slow.receive(atMost: 1).count == 1) }
    #expect(try await client.get("/api/tracks/1/stream").body.count == size)
    #expect(await slow.receiveAll().count > size)
  }

  @Test("Connections beyond the limit wait, and are served as soon as others end")
  func connectionLimit() async throws {
    var files = rlimit()
    #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0)
    files.rlim_cur = min(files.rlim_max, max(files.rlim_cur, 4_096))
    #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0)
    try #require(files.rlim_cur >= 2_048)
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path, options: ["--patience", "600"])
    let request = Array("GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    let idle = try sockets(of: server)
    var held: [TCPConnection] = []
    for _ in 0..<1_024 {
      held.append(try TCPConnection(port: server.port))
      await held.last?.send(request)
      #expect(await !(held.last?.receive().isEmpty ?? true))
    }
    let further = try (0..<100).map { _ in try TCPConnection(port: server.port) }
    for connection in further { await connection.send(request) }
    // Were they taken, they would be by now: those that are served have each been asked again meanwhile.
    for connection in held {
      await connection.send(request)
      #expect(await !connection.receive().isEmpty)
    }
    #expect(try sockets(of: server) - idle <= 1_024 + 16)
    held.removeAll()
    for connection in further { #expect(await !connection.receive().isEmpty) }
  }

  private func sockets(of server: MusicServer) throws -> Int {
    let folder = "/proc/\(server.process.processIdentifier)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))?.hasPrefix("socket:")
        == true
    }
  }

  @Test("Guessing passwords is slowed down, and the right one is not needed to be told so")
  func guessing() async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path)
    let client = WebClient(server)
    // All in one go: the first pause is a second, which a busy machine may take from one request to the next.
    let connection = try TCPConnection(port: server.port)
    let passwords = [String](repeating: "wrong", count: 5) + [MusicServer.password]
    let requests = passwords.enumerated().map { index, password in
      let body = #"{"username":"\#(MusicServer.user)","password":"\#(password)"}"#
      let end = ["Connection": index == 5 ? "close" : "keep-alive"]
      return client.head("POST", "/api/auth/login", end, json: body) + body
    }
    await connection.send(requests.joined().utf8)
    let answers = String(decoding: await connection.receiveAll(), as: UTF8.self)
    let parts = answers.components(separatedBy: "HTTP/1.1 ").dropFirst()
    #expect(parts.map { $0.prefix(3) } == ["401", "401", "401", "401", "401", "429"])
    #expect(answers.components(separatedBy: "wrong_credentials").count == 6)
    #expect(parts.last?.contains("Retry-After: ") == true)
    // A name that nobody has says no more than that it is wrong.
    #expect(try await client.signIn(user: "nobody").error == "wrong_credentials")
  }

  @Test("An unknown route is a 404 in the same form")
  func unknown() async throws {
    let music = try await MusicFolder(tracks: 0)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    for (method, path) in [
      ("GET", "/"), ("GET", "/api"), ("DELETE", "/api/tracks/1"), ("GET", "/api/../etc/passwd"),
    ] {
      let answer = try await client.send(method, path)
      #expect(answer.status == 404)
      #expect(answer.error == "not_found")
    }
  }
}
