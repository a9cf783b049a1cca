import Model
import Testing

@testable import Library

@Suite struct SearchTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func addSongs() async throws {
    let songs = [
      ("Jóga", "Björk", "Homogenic"), ("Army of Me", "Björk", "Post"), ("Post", "Anna", "Letters"),
      ("L'été", "Émilie", "Don't Stop"), ("東京", "椎名林檎", "無罪"),
      ("Rock & Roll", "AC/DC", "\"Quoted\" NEAR (x)"),
    ]
    for (index, song) in songs.enumerated() {
      try await library.add("/m/\(index)", content: UInt8(index)) {
        $0.title = song.0
        $0.artists = [song.1]
        $0.album = song.2
        $0.genres = ["Genre\(index)"]
        $0.composers = ["Writer\(index)"]
      }
    }
  }

  @Test(arguments: [
    ("bjork", ["Jóga", "Army of Me"]), ("BJÖRK army", ["Army of Me"]), ("joga", ["Jóga"]),
    ("ete", ["L'été"]), ("emi stop", ["L'été"]), ("don't", ["L'été"]), ("東", ["東京"]), ("椎名", ["東京"]),
    ("arm me", ["Army of Me"]), ("rmy", []), ("bjork roll", []), ("genre4", ["東京"]),
    ("writer5", ["Rock & Roll"]),
    ("ac/dc", ["Rock & Roll"]), ("quoted near", ["Rock & Roll"]),
  ])
  func everyWordIsTheBeginningOfOne(text: String, titles: [String]) async throws {
    try await addSongs()
    #expect(try await library.found(text).sorted() == titles.sorted())
  }

  @Test func aTitleCountsMoreThanAnAlbum() async throws {
    try await addSongs()
    #expect(try await library.found("post") == ["Post", "Army of Me"])
  }

  @Test(arguments: [
    "", " ", "\"", "'", "*", "\"*\"", "AND", "OR NOT", "NEAR(", "title:x", "{a b}", "^a", "-a", "+", "a OR b",
    "(",
    "\0", "a\0b", "x'; DROP TABLE tracks; --", "\u{1F}", "\u{FFFD}", "🎵", "\\", "%_", "a*b",
    String(repeating: "a ", count: 500_000), String(repeating: "\"", count: 1_000_000),
    String(repeating: "é", count: 500_000),
  ])
  func anyTextIsOnlyText(text: String) async throws {
    try await addSongs()
    let page = try await library.store.search(text)
    #expect(page.total == page.items.count)
    #expect(try await library.store.totals().tracks == 6)
  }

  @Test func operatorsAreWords() async throws {
    try await addSongs()
    #expect(try await library.found("bjork OR anna").isEmpty)
    #expect(try await library.found("NOT anna").isEmpty)
    #expect(try await library.found("title:post").isEmpty)
  }

  @Test func aFilterCountsInASearchToo() async throws {
    try await addSongs()
    let album = try #require(try await library.store.albums().items.first { $0.title == "Post" })
    var filter = TrackFilter()
    filter.album = album.id
    #expect(try await library.store.search("bjork", filter).items.map(\.title) == ["Army of Me"])
    filter = TrackFilter()
    filter.available = true
    try await library.store.apply(ScanBatch(vanished: ["/m/0"]))
    #expect(try await library.store.search("bjork", filter).items.map(\.title) == ["Army of Me"])
    filter.available = nil
    filter.limit = 1
    #expect(try await library.store.search("bjork", filter).items.count == 1)
    #expect(try await library.store.search("bjork", filter).total == 2)
    filter.offset = 2
    #expect(try await library.store.search("bjork", filter).items.isEmpty)
  }

  /// More tracks than a narrow word may have, in every mixture of wide and narrow words.
  @Test func wideWordsFindTheSame() async throws {
    let count = 4_200
    let files = try (0..<count).map { index in
      try TestLibrary.file("/m/\(index)", content: UInt8(index % 250), inode: UInt64(index)) {
        $0.title = index % 2 == 0 ? "Commonplace thing \(index)" : "Commonplaces thing \(index)"
        $0.artists = [index == 77 ? "Unique" : "Everyone"]
      }
    }
    try await library.store.apply(ScanBatch(scanned: files))
    #expect(try await library.store.search("t").total == count)
    #expect(try await library.store.search("common").total == count)
    #expect(try await library.store.search("commonplace").total == count)
    #expect(try await library.store.search("commonplaces").total == count / 2)
    #expect(try await library.store.search("common thing everyone").total == count - 1)
    #expect(try await library.found("commonplace unique") == ["Commonplaces thing 77"])
    #expect(try await library.found("commonplace th 4199") == ["Commonplaces thing 4199"])
    #expect(try await library.found("common 4199 unique").isEmpty)
    // Neither a whole word nor few enough to be ranked; whole words that only a few tracks lack.
    #expect(try await library.store.search("commonpl").total == count)
    #expect(try await library.found("commonpl th uni") == ["Commonplaces thing 77"])
    #expect(try await library.store.search("commonplaces everyo thing").total == count / 2 - 1)
    #expect(try await library.store.search("commonplacess").total == 0)
    #expect(try await library.store.search("commonplacess thing").total == 0)
    #expect(try await library.store.search("t").items.first?.title == "Commonplace thing 0")
    #expect(try await library.store.trackIDs(of: .search("common")).count == LibraryStore.searchRankLimit)
    var filter = TrackFilter()
    filter.artist = try await library.store.artists().items.first { $0.name == "Unique" }?.id
    #expect(
      try await library.store.search("commonplace thing", filter).items.map(\.title) == [
        "Commonplaces thing 77"
      ])
    #expect(try await library.store.search("commonplace everyone", filter).total == 0)
    filter.artist = nil
    filter.offset = count - 1
    #expect(try await library.store.search("thing", filter).items.map(\.title) == ["Commonplaces thing 4199"])
  }

  /// Tracks with a common word, with longer forms of it, and with words that only begin as it does.
  @Test(arguments: [100, 900]) func longerFormsOfAWideWordAreFoundToo(longer: Int) async throws {
    let common = 2_500
    let files = try (0..<common + 2 * longer).map { index in
      try TestLibrary.file("/m/\(index)", content: UInt8(index % 250), inode: UInt64(index)) {
        let word =
          index < common ? "Nightfall" : index < common + longer ? "Nightfalls" : "Nightfarer"
        $0.title = "\(word) \(index)"
        $0.artists = [index % 100 == 0 ? "Somebody" : "Everybody"]
      }
    }
    try await library.store.apply(ScanBatch(scanned: files))
    #expect(try await library.store.search("nightfall").total == common + longer)
    #expect(try await library.store.search("nightfa").total == common + 2 * longer)
    #expect(try await library.store.search("nightfalls").total == longer)
    #expect(try await library.store.search("nightfarers").total == 0)
    #expect(try await library.store.search("nightfall everyb").total == (common + longer) * 99 / 100)
    let somebodys = try await library.found("nightfall somebody")
    #expect(somebodys.count == (common + longer) / 100)
    #expect(somebodys.contains("Nightfalls \(common)"))
    #expect(!somebodys.contains { $0.hasPrefix("Nightfarer") })
  }
}
