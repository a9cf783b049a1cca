import Foundation
import TestKit
import Testing

@Suite("Every route", .timeLimit(.minutes(3)))
struct RouteTests {
  @Test("Health needs no token, and tells the version")
  func health() async throws {
    let music = try await MusicFolder(tracks: 0)
    let answer = try await WebClient(MusicServer(music: music.path)).get("/api/health")
    #expect(answer.status == 200)
    #expect(answer.object.string("status") == "ok")
    #expect(answer.object.string("version")?.isEmpty == false)
    #expect(answer.headers["content-type"] == "application/json")
    #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
  }

  @Test("Without a token every other route is refused in the same words")
  func unauthorized() async throws {
    let music = try await MusicFolder(tracks: 1)
    let server = try await MusicServer(music: music.path)
    var client = WebClient(server)
    for token in [nil, "", "nonsense", "a.b.c"] {
      client.token = token
      for (method, path) in Self.routes {
        let answer = try await client.send(method, path, json: "{}")
        #expect(answer.status == 401, "\(method) \(path)")
        #expect(answer.error == "unauthorized")
        #expect(answer.object.string("message")?.isEmpty == false)
        #expect(answer.headers["www-authenticate"] == "Bearer")
      }
    }
  }

  private static let routes = [
    ("GET", "/api/sync/tracks"), ("GET", "/api/tracks"), ("GET", "/api/tracks/1"),
    ("GET", "/api/tracks/1/stream"), ("GET", "/api/tracks/1/download"), ("GET", "/api/tracks/1/cover"),
    ("POST", "/api/tracks/1/plays"), ("PUT", "/api/tracks/1/rating"), ("PUT", "/api/tracks/1/favorite"),
    ("GET", "/api/playlists"), ("POST", "/api/playlists"), ("GET", "/api/playlists/1"),
    ("PUT", "/api/playlists/1"), ("DELETE", "/api/playlists/1"), ("POST", "/api/playlists/1/tracks"),
    ("PUT", "/api/playlists/1/tracks"), ("DELETE", "/api/playlists/1/tracks/1"),
  ]

  @Test("A track says what its file says")
  func track() async throws {
    let music = try await MusicFolder(tracks: 1, withCover: true)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let track = try await client.get("/api/tracks/1").object
    #expect(track.string("id") == "1")
    #expect(track.string("title") == "Title 1")
    #expect(track.string("artist") == "Artist")
    #expect(track.string("album") == "Album")
    #expect(track.number("track_number") == 1)
    #expect(track.number("year") == 1999)
    #expect(track.string("genre") == "Noise")
    #expect(abs((track.number("duration_seconds") ?? 0) - 0.2) < 0.001)
    #expect(track.string("file_format") == "flac")
    #expect(track.number("sample_rate") == 44_100)
    #expect(track.number("channels") == 1)
    let bytes = try Data(contentsOf: URL(filePath: music.file(1)))
    #expect(track.number("file_size") == Double(bytes.count))
    #expect(track.string("cover_hash")?.count == 64)
    #expect(track.bool("favorite") == false)
    #expect(track.string("updated_at")?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    #expect(try await client.get("/api/tracks/2").status == 404)
  }

  @Test("Searching finds by words, and without words all are listed by title")
  func search() async throws {
    let music = try await MusicFolder(tracks: 3)
    try await music.addTrack(2, title: "Ältere Höhe")
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let found = try await client.get("/api/tracks?q=altere+h%C3%B6h").object
    #expect(found.list("tracks").map { $0.string("title") } == ["Ältere Höhe"])
    #expect(found.number("total") == 1)
    let second = try await client.get("/api/tracks?limit=1&offset=1").object
    #expect(second.list("tracks").map { $0.string("title") } == ["Title 1"])
    #expect(second.number("total") == 3)
    #expect(try await client.get("/api/tracks?q=%FF").status == 400)
    #expect(try await client.get("/api/tracks?limit=-1").status == 400)
    #expect(try await client.get("/api/tracks?q=%22%20OR%20*").status == 200)
  }

  @Test("The cover is the file beside the music, with its type and tag")
  func cover() async throws {
    let music = try await MusicFolder(tracks: 1, withCover: true)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let cover = try await client.get("/api/tracks/1/cover")
    #expect(cover.status == 200)
    #expect(cover.headers["content-type"] == "image/jpeg")
    #expect(cover.body == Array(try Data(contentsOf: URL(filePath: music.path + "/cover.jpg"))))
    let tag = try #require(cover.headers["etag"])
    let again = try await client.get("/api/tracks/1/cover", headers: ["If-None-Match": tag])
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    let bare = try await MusicFolder(tracks: 1)
    let other = try await WebClient.signedIn(to: MusicServer(music: bare.path))
    #expect(try await other.get("/api/tracks/1/cover").status == 404)
  }

  @Test("Ratings and favourites come back with the track")
  func ratings() async throws {
    let music = try await MusicFolder(tracks: 2)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path))
    let cursor = try await client.firstSync().cursor
    for stars in [0.5, 1, 2, 3, 4, 5] {
      let answer = try await client.send("PUT", "/api/tracks/1/rating", json: #"{"rating":\#(stars)}"#)
      #expect(answer.status == 200)
      #expect(answer.object.bool("success") == true)
      #expect(try await client.get("/api/tracks/1").object.number("rating") == stars)
    }
    #expect(try await client.send("PUT", "/api/tracks/1/favorite", json: #"{"favorite":true}"#).status == 200)
    let changes = try await client.changes(since: cursor)
    let updated = try #require(changes.list("updated_tracks").first { $0.string("id") == "1" })
    #expect(updated.bool("favorite") == true)
    #expect(updated.number("rating") == 5)
    #expect(try await client.send("PUT", "/api/tracks/1/rating", json: #"{"rating":0}"#).status == 200)
    #expect(try await client.get("/api/tracks/1").object.number("rating") == nil)
    for wrong in [#"{"rating":6}"#, #"{"rating":-1}"#, #"{"rating":"5"}"#, "{}", "[]", "5"] {
      #expect(try await client.send("PUT", "/api/tracks/1/rating", json: wrong).status == 400)
    }
    #expect(try await client.send("PUT", "/api/tracks/9/rating", json: #"{"rating":1}"#).status == 404)
    #expect(try await client.send("PUT", "/api/tracks/1/favorite", json: #"{"favorite":1}"#).status == 400)
  }
}
