import Model
import Testing

@testable import Servers

@Suite struct TrackPageTests {
  private func page(_ json: String) throws -> ServerTrackPage {
    try ServerTrackPage.read(Array(json.utf8))
  }

  private func track(_ members: String) throws -> ServerTrack {
    try #require(try page(#"{"tracks":[{"id":"1","title":"T",\#(members)}]}"#).tracks.first)
  }

  @Test func `Every key of a track is read`() throws {
    let hash = String(repeating: "0aF", count: 21) + "1"
    let track = try #require(
      try page(
        """
        {"tracks":[{"id":"x-1","title":"Song","artist":"A","album":"B","album_artist":"C","track_number":3,
        "disc_number":2,"year":1999,"genre":"Rock","duration_seconds":213.5,"file_format":"flac","bitrate":912,
        "sample_rate":44100,"channels":2,"file_size":12345,"file_hash":"sha256:\(hash)",
        "musicbrainz_recording_id":"F4E5C1A0-0000-4000-8000-000000000001","fingerprint":"AQAB","cover_hash":"cc",
        "rating":4,"favorite":true,"updated_at":"2026-01-02T03:04:05Z","unknown":{"a":[1]}}],
        "next_cursor":"c","has_more":true}
        """
      ).tracks.first)

    #expect(track.id == "x-1")
    #expect(track.tags.title == "Song")
    #expect(track.tags.artists == ["A"])
    #expect(track.tags.album == "B")
    #expect(track.tags.albumArtists == ["C"])
    #expect(track.tags.trackNumber == 3)
    #expect(track.tags.discNumber == 2)
    #expect(track.tags.year == 1999)
    #expect(track.tags.genres == ["Rock"])
    #expect(track.tags.duration == MediaTime(microseconds: 213_500_000))
    #expect(track.format == .flac)
    #expect(track.tags.bitrate == 912)
    #expect(track.tags.sampleRate == 44_100)
    #expect(track.tags.channels == 2)
    #expect(track.fileSize == 12_345)
    #expect(track.sha256?.count == 32)
    #expect(track.sha256?.first == 0x0A)
    #expect(track.tags.musicBrainzRecordingID == "f4e5c1a0-0000-4000-8000-000000000001")
    #expect(track.fingerprint == "AQAB")
    #expect(track.coverHash == "cc")
    #expect(track.rating == 0.8)
    #expect(track.isFavorite == true)
    #expect(track.updatedAt == 1_767_323_045)
  }

  @Test func `The legacy server's keys are read`() throws {
    let track = try track(
      #""artist":null,"artist_name":"A","album_title":"B","album":null,"updated_at":"2026-01-02 03:04:05""#)

    #expect(track.tags.artists == ["A"])
    #expect(track.tags.album == "B")
    #expect(track.updatedAt == 1_767_323_045)
  }

  @Test func `Optional fields of a wrong type are nil`() throws {
    let track = try track(
      #"""
      "artist":{},"album":[1],"track_number":"x","disc_number":0,"year":-1,"duration_seconds":"long","file_format":"exe",
      "bitrate":1e99,"channels":300,"file_size":-5,"file_hash":"sha256:zz","musicbrainz_recording_id":"none","rating":9,
      "favorite":"maybe","updated_at":"yesterday","genre":"","cover_hash":true
      """#)

    #expect(track == ServerTrack(id: "1", tags: track.tags))
    var tags = TrackTags()
    tags.title = "T"
    #expect(track.tags == tags)
  }

  @Test func `Ids may be numbers and numbers may be strings`() throws {
    let page = try page(
      #"{"tracks":[{"id":17,"title":"T","track_number":"3","duration_seconds":"2.5"}],"total":"1"}"#)

    #expect(page.tracks.first?.id == "17")
    #expect(page.tracks.first?.tags.trackNumber == 3)
    #expect(page.tracks.first?.tags.duration == MediaTime(microseconds: 2_500_000))
    #expect(page.total == 1)
  }

  @Test func `A length that no track has is none`() throws {
    #expect(
      try track(#""duration_seconds":2678400"#).tags.duration == MediaTime(microseconds: 2_678_400_000_000))
    for seconds in ["9.2e12", "2678401", "0", "-1", "1e400"] {
      #expect(try track(#""duration_seconds":\#(seconds)"#).tags.duration == nil, "\(seconds)")
    }
  }

  @Test func `Text is cleaned`() throws {
    #expect(try track(#""artist":" A\u0000\nB \u2003""#).tags.artists == ["A  B"])
    #expect(try track(#""album":"\u0000""#).tags.album == nil)
  }

  @Test func `Of a key that comes twice the last counts`() throws {
    #expect(try track(#""year":1990,"year":1991"#).tags.year == 1_991)
  }

  @Test(arguments: ["../../etc/passwd", "/abs", "a\\nb", "ä 🎵", "."])
  func `Any text is an id`(id: String) throws {
    let page = try page(#"{"tracks":[{"id":"\#(id)","title":"T"}]}"#)

    #expect(page.tracks.first?.id == id.replacing("\\n", with: "\n"))
  }

  @Test(arguments: [
    #"{"title":"T"}"#, #"{"id":null,"title":"T"}"#, #"{"id":"","title":"T"}"#,
    #"{"id":"a\u0000b","title":"T"}"#,
    #"{"id":"1"}"#, #"{"id":"1","title":" "}"#, #"{"id":"1","title":null}"#, #""1""#, "null",
  ])
  func `A page with a track that is none fails as a whole and says which`(track: String) {
    let error = #expect(throws: JSONDefect.self) {
      try page(#"{"tracks":[{"id":"0","title":"T"},\#(track)]}"#)
    }

    #expect(error?.reason.contains("track 2 of the page") == true)
  }

  @Test func `An id that is too long fails the page`() {
    let id = String(repeating: "x", count: 1_025)
    #expect(throws: JSONDefect.self) { try page(#"{"tracks":[{"id":"\#(id)","title":"T"}]}"#) }
  }

  @Test(arguments: [
    "{}", #"{"status":"ok"}"#, #"{"tracks":{}}"#, #"{"tracks":null}"#, #""tracks""#, "null",
    #"{"tracks":[],"has_more":true}"#,
    #"{"tracks":[],"has_more":true,"next_cursor":""}"#, #"{"tracks":[]"#, #"{"tracks":[]}x"#,
    #"{"deleted_tracks":[{}]}"#,
  ])
  func `What is no page is an error`(json: String) {
    #expect(throws: JSONDefect.self) { try page(json) }
  }

  @Test func `A page of changes names what is new, what has changed and what is gone`() throws {
    let page = try page(
      #"""
      {"new_tracks":[{"id":"1","title":"N"}],"updated_tracks":[{"id":"2","title":"U"}],"deleted_tracks":["3",4],
      "next_cursor":99,"has_more":false}
      """#)

    #expect(page.tracks.map(\.id) == ["1", "2"])
    #expect(page.deleted == ["3", "4"])
    #expect(page.nextCursor == "99")
    #expect(!page.hasMore)
  }

  @Test func `A bare array is a page`() throws {
    #expect(try page(#"[{"id":"1","title":"T"}]"#).tracks.count == 1)
  }

  @Test(arguments: [
    ("2026-01-02T03:04:05Z", 1_767_323_045), ("2026-01-02T05:04:05.678+02:00", 1_767_323_045),
    ("2026-01-01T22:04:05-0500", 1_767_323_045), ("2026-01-02 03:04:05", 1_767_323_045),
    ("1970-01-01T00:00:00Z", 0),
    ("2000-02-29T00:00:00Z", 951_782_400), ("1969-12-31T23:59:59Z", -1), ("2026-13-01T00:00:00Z", nil),
    ("2026-01-02T03:04:05ZZ", nil), ("2026-01-02", nil), ("2026-01-02T03:04:05+1", nil),
    ("２026-01-02T03:04:05", nil),
  ])
  func `Moments are read in both forms`(text: String, seconds: Int64?) {
    #expect(Timestamp.seconds(text) == seconds)
  }

  @Test func `A date of HTTP is read`() {
    #expect(Timestamp.seconds(ofHTTPDate: "Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    #expect(Timestamp.seconds(ofHTTPDate: "Sunday, 06-Nov-94 08:49:37 GMT") == nil)
  }

  @Test func `A page has an end`() throws {
    let ids = Array(repeating: "1", count: 9_999).joined(separator: ",")
    let track = #"{"id":"1","title":"T"}"#
    #expect(try page(#"{"updated_tracks":[\#(track)],"deleted_tracks":[\#(ids)]}"#).deleted.count == 9_999)
    #expect(throws: JSONDefect.self) {
      try page(#"{"updated_tracks":[\#(track)],"deleted_tracks":[\#(ids),1]}"#)
    }
    #expect(throws: JSONDefect.self) {
      try page(#"{"deleted_tracks":[\#(ids),1],"updated_tracks":[\#(track)]}"#)
    }
  }

  @Test func `Playlists are read, their tracks in order`() throws {
    let list = try ServerPlaylist.readList(
      Array(#"[{"id":1,"name":" P ","description":null,"updated_at":"r1","track_count":2}]"#.utf8))
    #expect(list.playlists == [ServerPlaylist(id: "1", name: "P", revision: "r1")])
    #expect(list.skipped == 0)
    let nameless = try ServerPlaylist.readList(Array(#"[{"id":"1","name":null},{"id":"2"}]"#.utf8))
    #expect(nameless.playlists == [ServerPlaylist(id: "1", name: ""), ServerPlaylist(id: "2", name: "")])

    let playlist = try ServerPlaylist.read(
      Array(
        #"""
        {"id":"1","name":"P","updated_at":"r1","tracks":[{"track_id":"b","position":1},{"track_id":"a","position":0},
        {"track_id":"a","position":2}]}
        """#.utf8))
    #expect(playlist.playlist.trackIDs == ["a", "b", "a"])
    #expect(playlist.skipped == 0)
  }

  @Test func `An entry without an id costs itself alone`() throws {
    let list = try ServerPlaylist.readList(
      Array(#"[{"name":"P"},{"id":"1"},{"id":null},{"id":""},{"id":"a\u0000b"},7,{"id":2}]"#.utf8))
    #expect(list.playlists.map(\.id) == ["1", "2"])
    #expect(list.skipped == 5)
    let playlist = try ServerPlaylist.read(
      Array(
        #"""
        {"id":"1","tracks":[{"track_id":"a"},{"position":1},{"track_id":null},null,{"track_id":"b","position":4}]}
        """#.utf8))
    #expect(playlist.playlist.trackIDs == ["a", "b"])
    #expect(playlist.skipped == 3)
  }

  @Test(arguments: ["{}", "null", #"[{"name":"P"}]"#, "[1]", #"{"playlists":1}"#])
  func `What is no list of playlists is an error`(json: String) {
    #expect(throws: JSONDefect.self) { try ServerPlaylist.readList(Array(json.utf8)) }
  }
}
