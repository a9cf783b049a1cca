import Foundation
import TestKit
import Testing

@Suite("Sync", .timeLimit(.minutes(3)))
struct SyncTests {
  @Test("A first sync in pages brings every track once, and its end is where changes begin")
  func pages() async throws {
    let music = try await MusicFolder(tracks: 5)
    let server = try await MusicServer(music: music.path)
    #expect(await server.hashesAll())
    let client = try await WebClient.signedIn(to: server)
    let page = try await client.get("/api/sync/tracks?limit=2").object
    #expect(page.keys == ["tracks", "total", "next_cursor", "has_more"])
    #expect(page.number("total") == 5)
    let next = try await client.get("/api/sync/tracks?limit=2&cursor=\(page.string("next_cursor") ?? "")")
      .object
    #expect(next.keys == ["tracks", "next_cursor", "has_more"])
    #expect(page.list("tracks").count == 2)
    #expect(page.bool("has_more") == true)
    let (tracks, cursor) = try await client.firstSync(limit: 2)
    #expect(Set(tracks.compactMap { $0.string("id") }).count == 5)
    #expect(tracks.count == 5)
    let changes = try await client.changes(since: cursor)
    #expect(changes.keys == ["new_tracks", "updated_tracks", "deleted_tracks", "next_cursor", "has_more"])
    #expect(changes.list("new_tracks").isEmpty && changes.strings("deleted_tracks").isEmpty)
    #expect(changes.bool("has_more") == false)
  }

  @Test("New, changed and deleted files are told as such, also after a kill and a restart")
  func changes() async throws {
    let music = try await MusicFolder(tracks: 3)
    let data = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: data.path)
    var client = try await WebClient.signedIn(to: server)
    let cursor = try await client.firstSync().cursor
    try await music.addTrack(4)
    #expect(await server.nextScan() == 4)
    let added = try await client.changes(since: cursor)
    #expect(added.list("new_tracks").map { $0.string("title") } == ["Title 4"])
    await server.kill()

    try music.removeTrack(1)
    try await music.addTrack(2, title: "Another")
    let again = try await MusicServer(music: music.path, data: data.path)
    client = try await WebClient.signedIn(to: again)
    let second = try await client.changes(since: added.string("next_cursor") ?? "")
    #expect(second.list("new_tracks").isEmpty)
    #expect(second.list("updated_tracks").contains { $0.string("title") == "Another" })
    #expect(second.strings("deleted_tracks") == ["1"])
    let both = try await client.changes(since: cursor)
    #expect(both.list("new_tracks").map { $0.string("title") } == ["Title 4"])
    #expect(both.strings("deleted_tracks") == ["1"])
    #expect(try await client.get("/api/tracks/1").status == 404)
  }

  @Test("A track that went, came back and went again is deleted for whoever knew it")
  func cameAndWent() async throws {
    let music = try await MusicFolder(tracks: 2)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let (tracks, cursor) = try await client.firstSync()
    let id = try #require(tracks.first { $0.string("title") == "Title 1" }?.string("id"))
    let away = try music.folder.path(of: "away.flac")
    rename(music.file(1), away)
    #expect(await server.nextScan() == 1)
    let gone = try await client.changes(since: cursor).string("next_cursor") ?? ""
    rename(away, music.file(1))
    #expect(await server.nextScan() == 2)
    #expect(try await client.changes(since: cursor).list("new_tracks").compactMap { $0.string("id") } == [id])
    #expect(try await client.changes(since: gone).list("new_tracks").compactMap { $0.string("id") } == [id])
    try music.removeTrack(1)
    #expect(await server.nextScan() == 1)
    #expect(try await client.changes(since: cursor).strings("deleted_tracks") == [id])
  }

  @Test("Changes come in pages, too, and each page goes on where the last one ended")
  func pagedChanges() async throws {
    let music = try await MusicFolder(tracks: 4)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    var cursor = try await client.firstSync().cursor
    for id in 1...4 {
      _ = try await client.send("PUT", "/api/tracks/\(id)/favorite", json: #"{"favorite":true}"#)
    }
    var favorites: Set<String?> = []
    var pages = 0
    while true {
      let page = try await client.changes(since: cursor, limit: 1)
      favorites.formUnion(
        page.list("updated_tracks").filter { $0.bool("favorite") == true }.map { $0.string("id") })
      cursor = page.string("next_cursor") ?? ""
      pages += 1
      if page.bool("has_more") != true { break }
    }
    #expect(pages >= 4)
    #expect(favorites == ["1", "2", "3", "4"])
  }

  @Test("What changes during a first sync comes with the first changes after it")
  func changeDuringFirstSync() async throws {
    let music = try await MusicFolder(tracks: 3)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let first = try await client.get("/api/sync/tracks?limit=1").object
    var seen = first.list("tracks").compactMap { $0.string("id") }
    try await music.addTrack(4)
    try music.removeTrack(1)
    #expect(await server.nextScan() == 3)
    var page = first
    while page.bool("has_more") == true {
      page = try await client.get("/api/sync/tracks?limit=1&cursor=\(page.string("next_cursor") ?? "")")
        .object
      seen += page.list("tracks").compactMap { $0.string("id") }
    }
    let changes = try await client.changes(since: page.string("next_cursor") ?? "")
    #expect(changes.strings("deleted_tracks") == ["1"])
    seen += (changes.list("new_tracks") + changes.list("updated_tracks")).compactMap { $0.string("id") }
    #expect(Set(seen).subtracting(["1"]) == ["2", "3", "4"])
  }

  @Test("A file's SHA-256 comes as a change once it is known")
  func hash() async throws {
    let music = try await MusicFolder(tracks: 1)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    #expect(await server.hashesAll())
    let sum = try await Command.run("sha256sum", [music.file(1)]).prefix(64)
    #expect(try await client.firstSync().tracks.map { $0.string("file_hash") } == ["sha256:\(sum)"])
  }

  @Test("A cursor that is not from here is gone")
  func foreignCursors() async throws {
    let music = try await MusicFolder(tracks: 1)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let other = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let cursor = try await client.firstSync().cursor
    let forged = String(cursor.dropLast(2)) + (cursor.hasSuffix("AA") ? "BB" : "AA")
    for wrong in ["", "x", "..%2F", forged, cursor + "A", try await other.firstSync().cursor] {
      let answer = try await client.get("/api/sync/tracks?cursor=\(wrong)")
      #expect(answer.status == 410, "\(wrong)")
      #expect(answer.error == "cursor_expired")
    }
    for limit in ["0", "-1", "x", "", "99999999999999999999"] {
      #expect(try await client.get("/api/sync/tracks?limit=\(limit)").status == 400, "\(limit)")
    }
    #expect(try await client.get("/api/sync/tracks?limit=5000").status == 200)
  }

  @Test("Killed in the middle of a scan it goes on after a restart, and no track is there twice")
  func killedScan() async throws {
    let music = try await MusicFolder(tracks: 1)
    for number in 2...300 {
      try FileManager.default.copyItem(atPath: music.file(1), toPath: music.file(number))
    }
    let data = try TemporaryFolder()
    let killed = try ChildProcess(
      BuiltProgram.path("soul-server"),
      ["--music", music.path, "--user", MusicServer.user, "--port", "0", "--data", data.path],
      environment: ["HOME": data.path], input: MusicServer.password + "\n")
    #expect(await killed.output.line { $0.hasPrefix("Listening") } != nil)
    killed.send(SIGKILL)
    _ = await killed.exit()
    let server = try await MusicServer(music: music.path, data: data.path)
    #expect(await server.hashesAll())
    let tracks = try await WebClient.signedIn(to: server).firstSync(limit: 100).tracks
    #expect(tracks.count == 300)
    #expect(Set(tracks.map { $0.string("id") }).count == 300)
  }
}
