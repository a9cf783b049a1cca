import Model
import Testing

@Suite struct PlayableURITests {
  @Test(arguments: [
    ("soul:track/7", PlayableURI.track(Track.ID(rawValue: 7))),
    ("soul:album/1", .album(Album.ID(rawValue: 1))),
    ("SOUL:artist/12", .artist(Artist.ID(rawValue: 12))),
    ("soul:playlist/3", .playlist(Playlist.ID(rawValue: 3))),
    ("soul:search?q=blue%20train", .search("blue train")),
    ("soul:search?q=", .search("")),
    ("file:///music/a%20b.flac", .file(path: "/music/a b.flac")),
    ("file:/music/a.flac", .file(path: "/music/a.flac")),
    ("file://localhost/music/%C3%A4.mp3", .file(path: "/music/ä.mp3")),
    ("http://example.org/a.mp3", .web(url: "http://example.org/a.mp3")),
    ("HTTPS://[::1]:8000/live?x=a@b", .web(url: "HTTPS://[::1]:8000/live?x=a@b")),
  ])
  func reads(text: String, expected: PlayableURI) {
    #expect(PlayableURI(text) == expected)
  }

  @Test(arguments: [
    "", "soul", "soul:", "soul:track", "soul:track/", "soul:track/0", "soul:track/-1", "soul:track/7/8",
    "soul:track/x", "soul:track/99999999999999999999", "soul:genre/1", "soul:search?q=%zz", "file:",
    "file:a.flac",
    "file://", "file://elsewhere/music/a.flac", "file:///a%00b", "http:", "http://", "http:/a", "http:///a",
    "http://:80/", "http://user:secret@example.org/", "http://a b/",
    "http://a/\n", "mailto:x@y",
  ])
  func refuses(text: String) {
    #expect(PlayableURI(text) == nil)
  }

  @Test(arguments: [
    (PlayableURI.file(path: "/a b/ä?#%.flac"), "file:///a%20b/%C3%A4%3F%23%25.flac"),
    (.search("AC/DC & more"), "soul:search?q=AC%2FDC%20%26%20more"),
    (.track(Track.ID(rawValue: 7)), "soul:track/7"),
  ])
  func writesWhatItReads(uri: PlayableURI, expected: String) {
    #expect(uri.description == expected)
    #expect(PlayableURI(uri.description) == uri)
  }
}
