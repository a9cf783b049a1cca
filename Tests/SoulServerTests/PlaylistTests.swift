import TestKit
import Testing

@Suite("Playlists and plays", .timeLimit(.minutes(3)))
struct PlaylistTests {
  @Test("A playlist is made, filled, ordered, renamed and deleted")
  func life() async throws {
    let music = try await MusicFolder(tracks: 3)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let made = try await client.send(
      "POST", "/api/playlists", json: #"{"name":"Évening","description":"slow"}"#)
    #expect(made.status == 200)
    let id = try #require(made.object.string("id"))
    #expect(made.object.string("name") == "Évening")
    #expect(made.object.string("description") == "slow")
    let path = "/api/playlists/\(id)"
    for track in ["2", "1", "2"] {
      #expect(
        try await client.send("POST", path + "/tracks", json: #"{"track_id":"\#(track)"}"#).status == 200)
    }
    #expect(try await tracks(client, path) == ["2", "1", "2"])
    #expect(
      try await client.send("PUT", path + "/tracks", json: #"{"track_ids":["3","2",1]}"#).status == 200)
    #expect(try await tracks(client, path) == ["3", "2", "1"])
    #expect(try await client.send("DELETE", path + "/tracks/2").status == 200)
    #expect(try await tracks(client, path) == ["3", "1"])
    #expect(try await client.send("PUT", path, json: #"{"name":"Night"}"#).object.string("name") == "Night")
    let list = try await client.get("/api/playlists").list
    #expect(list.map { $0.string("name") } == ["Night"])
    #expect(list.first?.number("track_count") == 2)
    #expect(try await client.send("DELETE", path).object.bool("success") == true)
    #expect(try await client.get("/api/playlists").list.isEmpty)
    #expect(try await client.get(path).status == 404)
  }

  private func tracks(_ client: WebClient, _ path: String) async throws -> [String?] {
    let entries = try await client.get(path).object.list("tracks")
    #expect(entries.map { $0.number("position") } == entries.indices.map(Double.init))
    return entries.map { $0.string("track_id") }
  }

  @Test("Each change of a playlist moves its time, also within one second")
  func revision() async throws {
    let music = try await MusicFolder(tracks: 1)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let made = try await client.send("POST", "/api/playlists", json: #"{"name":"a"}"#).object
    let path = "/api/playlists/\(made.string("id") ?? "")"
    var times = [made.string("updated_at")]
    for name in ["b", "c", "d"] {
      times.append(
        try await client.send("PUT", path, json: #"{"name":"\#(name)"}"#).object.string("updated_at"))
    }
    #expect(Set(times).count == 4)
  }

  @Test("What isn't there, or isn't a playlist, is refused")
  func refusals() async throws {
    let music = try await MusicFolder(tracks: 1)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let id = try await client.send("POST", "/api/playlists", json: #"{"name":"a"}"#).object.string("id") ?? ""
    for body in [#"{"name":""}"#, #"{"name":1}"#, "{}", #"{"name":"a\u0000"}"#] {
      #expect(try await client.send("POST", "/api/playlists", json: body).status == 400)
    }
    for track in [#""9""#, "9", #""x""#, "-1", "null", #""../1""#] {
      let body = #"{"track_id":\#(track)}"#
      #expect(try await client.send("POST", "/api/playlists/\(id)/tracks", json: body).status == 404)
      let order = #"{"track_ids":[\#(track)]}"#
      #expect(try await client.send("PUT", "/api/playlists/\(id)/tracks", json: order).status == 404)
    }
    #expect(try await client.send("DELETE", "/api/playlists/\(id)/tracks/1").status == 404)
    #expect(
      try await client.send("POST", "/api/playlists/99/tracks", json: #"{"track_id":"1"}"#).status == 404)
  }

  @Test("A play that is told twice counts once")
  func plays() async throws {
    let music = try await MusicFolder(tracks: 1)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    for time in [#""2024-05-01T10:00:00Z""#, #""2024-05-01t12:00:00.250+02:00""#, "1714557600", "1714557601"]
    {
      let answer = try await client.send("POST", "/api/tracks/1/plays", json: #"{"played_at":\#(time)}"#)
      #expect(answer.status == 200, "\(time)")
    }
    for time in [#""yesterday""#, "-1", "99999999999", "null"] {
      let answer = try await client.send("POST", "/api/tracks/1/plays", json: #"{"played_at":\#(time)}"#)
      #expect(answer.status == 400, "\(time)")
    }
    #expect(await server.stop() == .status(0))
    let script = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())"
    let count = try await Command.run(
      "python3", ["-c", script, server.data + "/library.db", "SELECT play_count, last_played FROM tracks"])
    #expect(count == "2 1714557601\n")
  }

  @Test("A request that is repeated with its key is done once, also over a restart")
  func idempotency() async throws {
    let music = try await MusicFolder(tracks: 1)
    let folder = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: folder.path)
    let client = try await WebClient.signedIn(to: server)
    let body = #"{"name":"once"}"#
    let first = try await client.send("POST", "/api/playlists", json: body, key: "k1")
    #expect(try await client.send("POST", "/api/playlists", json: body, key: "k1").body == first.body)
    let other = try await client.send("POST", "/api/playlists", json: #"{"name":"two"}"#, key: "k1")
    #expect(other.status == 422)
    #expect(other.error == "key_reused")
    await server.kill()
    let again = try await MusicServer(music: music.path, data: folder.path)
    let later = try await WebClient.signedIn(to: again)
    #expect(try await later.send("POST", "/api/playlists", json: body, key: "k1").body == first.body)
    #expect(try await later.get("/api/playlists").list.count == 1)
    #expect(try await later.send("DELETE", "/api/playlists/1", key: "k2").status == 200)
    #expect(try await later.send("DELETE", "/api/playlists/1", key: "k2").status == 200)
    #expect(try await later.send("DELETE", "/api/playlists/1", key: "k3").status == 404)
    #expect(try await later.send("POST", "/api/playlists", json: body, key: "a b").status == 400)
  }
}
