import Foundation
import TestKit
import Testing

@Suite("Files", .timeLimit(.minutes(3)))
struct FileTests {
  @Test("The original comes whole, in parts, and as a head")
  func ranges() async throws {
    let music = try await MusicFolder(tracks: 1)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let bytes = Array(try Data(contentsOf: URL(filePath: music.file(1))))
    for path in ["/api/tracks/1/stream", "/api/tracks/1/stream?quality=low", "/api/tracks/1/download"] {
      let whole = try await client.get(path)
      #expect(whole.status == 200)
      #expect(whole.body == bytes)
      #expect(whole.headers["content-type"] == "audio/flac")
      #expect(whole.headers["accept-ranges"] == "bytes")
      #expect(whole.headers["content-length"] == "\(bytes.count)")
      let part = try await client.get(path, headers: ["Range": "bytes=100-199"])
      #expect(part.status == 206)
      #expect(part.body == Array(bytes[100..<200]))
      #expect(part.headers["content-range"] == "bytes 100-199/\(bytes.count)")
      let tail = try await client.get(path, headers: ["Range": "bytes=-7"])
      #expect(tail.body == bytes.suffix(7))
      let beyond = try await client.get(path, headers: ["Range": "bytes=\(bytes.count)-"])
      #expect(beyond.status == 416)
      #expect(beyond.headers["content-range"] == "bytes */\(bytes.count)")
      let several = try await client.get(path, headers: ["Range": "bytes=0-1,5-6"])
      #expect(several.status == 200)
      #expect(several.body == bytes)
      let head = try await client.send("HEAD", path)
      #expect(head.status == 200)
      #expect(head.headers["content-length"] == "\(bytes.count)")
      #expect(head.body.isEmpty)
      let partHead = try await client.send("HEAD", path, headers: ["Range": "bytes=0-1"])
      #expect(partHead.status == 200 && partHead.headers["content-length"] == "\(bytes.count)")
    }
    #expect(try await client.get("/api/tracks/1/stream").headers["soul-quality"] == "original")
    #expect(try await client.get("/api/tracks/1/stream?quality=loud").status == 400)
    let name = try await client.get("/api/tracks/1/download").headers["content-disposition"]
    #expect(name == "attachment; filename*=UTF-8''1.flac")
  }

  @Test("Conditions save what the client has, and never join two files")
  func conditions() async throws {
    let music = try await MusicFolder(tracks: 1)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let path = "/api/tracks/1/stream"
    let tag = try #require(try await client.get(path).headers["etag"])
    for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
      #expect(try await client.get(path, headers: ["If-None-Match": known]).status == 304)
    }
    #expect(try await client.get(path, headers: ["If-None-Match": "\"x\""]).status == 200)
    #expect(try await client.get(path, headers: ["Range": "bytes=0-0", "If-Range": tag]).status == 206)
    #expect(
      try await client.get(path, headers: ["Range": "bytes=0-0", "If-Range": "W/\(tag)"]).status == 200)
    try await conditionsOnTime(client, path, tag)
    try await music.addTrack(1, title: "Another")
    let changed = try await client.get(path, headers: ["Range": "bytes=0-0", "If-Range": tag])
    #expect(changed.status == 200)
    #expect(changed.headers["etag"] != tag)
  }

  private func conditionsOnTime(_ client: WebClient, _ path: String, _ tag: String) async throws {
    let time = try #require(try await client.get(path).headers["last-modified"])
    let before = "Sun, 06 Nov 1994 08:49:37 GMT"
    let after = "Fri, 31 Dec 2100 23:59:59 GMT"
    let conditions: [([String: String], Int)] = [
      (["If-Modified-Since": time], 304), (["If-Modified-Since": after], 304),
      (["If-Modified-Since": before], 200),
      (["If-Modified-Since": "yesterday"], 200), (["If-Unmodified-Since": time], 200),
      (["If-Unmodified-Since": before], 412), (["If-Unmodified-Since": "yesterday"], 200),
      (["If-Match": tag], 200), (["If-Match": "*"], 200), (["If-Match": "\"x\", \(tag)"], 200),
      (["If-Match": "\"x\""], 412), (["If-Match": "W/\(tag)"], 412),
      // A tag goes before a time.
      (["If-Match": tag, "If-Unmodified-Since": before], 200),
      (["If-None-Match": "\"x\"", "If-Modified-Since": time], 200),
      (["Range": "bytes=0-0", "If-Range": time], 206), (["Range": "bytes=0-0", "If-Range": before], 200),
    ]
    for (headers, status) in conditions {
      #expect(try await client.get(path, headers: headers).status == status, "\(headers)")
    }
  }

  @Test("A file that is replaced while it is sent arrives whole")
  func replaced() async throws {
    let music = try await MusicFolder(tracks: 0)
    let file = try await music.addLargeTrack("a.wav", megabytes: 40)
    let bytes = Array(try Data(contentsOf: URL(filePath: file)))
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let connection = try TCPConnection(port: server.port, receiveBuffer: 4_096)
    await connection.send(client.head("GET", "/api/tracks/1/stream").utf8)
    let begin = await connection.receive()
    let other = music.folder.path + "/other"
    try Data("short".utf8).write(to: URL(filePath: other))
    rename(other, file)
    let answer = try #require(WebAnswer(begin + (await connection.receiveAll())))
    #expect(answer.body == bytes)
  }

  @Test("A file that is cut off while it is sent ends the connection, and the server goes on")
  func truncated() async throws {
    let music = try await MusicFolder(tracks: 0)
    let file = try await music.addLargeTrack("a.wav", megabytes: 40)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let connection = try TCPConnection(port: server.port, receiveBuffer: 4_096)
    await connection.send(client.head("GET", "/api/tracks/1/stream").utf8)
    let begin = await connection.receive()
    #expect(truncate(file, 1_000) == 0)
    let all = begin + (await connection.receiveAll())
    #expect(all.count < 40 << 20)
    #expect(try await client.get("/api/health").status == 200)
  }

  @Test("A hundred clients stream at once")
  func parallel() async throws {
    let music = try await MusicFolder(tracks: 0)
    let file = try await music.addLargeTrack("a.wav", megabytes: 2)
    let bytes = Array(try Data(contentsOf: URL(filePath: file)))
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let whole = try await withThrowingTaskGroup { group in
      for _ in 0..<100 {
        group.addTask { try await client.get("/api/tracks/1/stream").body == bytes }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(whole == 100)
  }

  @Test("A client that leaves in mid-file costs nothing")
  func leaving() async throws {
    let music = try await MusicFolder(tracks: 0)
    _ = try await music.addLargeTrack("a.wav", megabytes: 40)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let before = try openFiles(of: server)
    for _ in 0..<20 {
      let connection = try TCPConnection(port: server.port, receiveBuffer: 4_096)
      await connection.send(client.head("GET", "/api/tracks/1/stream").utf8)
      #expect(await !connection.receive().isEmpty)
    }
    #expect(try await client.get("/api/tracks/1/stream").body.count > 40 << 20)
    #expect(try openFiles(of: server) <= before + 4)
  }

  private func openFiles(of server: MusicServer) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server.process.processIdentifier)/fd").count
  }
}
