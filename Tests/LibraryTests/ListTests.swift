import GRDB
import Model
import Testing

@testable import Library

@Suite struct ListTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func addCollection() async throws {
    let tracks: [(title: String, artist: String, album: String, disc: Int, number: Int, year: Int)] = [
      ("Zebra", "The Beatles", "Help!", 1, 10, 1965),
      ("apple", "Beatles", "Help!", 1, 9, 1965),
      ("Älgen", "ABBA", "Vol. 10", 2, 1, 1980),
      ("Beta", "ABBA", "Vol. 10", 1, 2, 1980),
      ("The Cat", "ABBA", "Vol. 9", 1, 1, 1979),
    ]
    for (index, track) in tracks.enumerated() {
      try await library.add("/m/\(index)", content: UInt8(index)) {
        $0.title = track.title
        $0.artists = [track.artist]
        $0.albumArtists = [track.artist]
        $0.album = track.album
        $0.discNumber = track.disc
        $0.trackNumber = track.number
        $0.year = track.year
      }
      // Seconds are too coarse to tell additions of one test apart.
      try await library.execute("UPDATE tracks SET added_at = \(1_000 + index) WHERE id = \(index + 1)")
    }
    try await library.store.recordPlay(of: Track.ID(rawValue: 4), at: 100)
    try await library.store.recordPlay(of: Track.ID(rawValue: 2), at: 200)
  }

  static let orders: [(TrackOrder, [String])] = [
    (.artist, ["The Cat", "Beta", "Älgen", "Zebra", "apple"]),
    (.album, ["Zebra", "apple", "The Cat", "Beta", "Älgen"]),
    (.title, ["Älgen", "apple", "Beta", "The Cat", "Zebra"]),
    (.year, ["Beta", "Älgen", "The Cat", "Zebra", "apple"]),
    (.added, ["The Cat", "Beta", "Älgen", "apple", "Zebra"]),
    (.played, ["apple", "Beta", "The Cat", "Älgen", "Zebra"]),
  ]

  @Test func aTrackThatSaysNoDiscIsOnTheFirst() async throws {
    let places: [(disc: Int?, number: Int)] = [(2, 1), (nil, 2), (1, 1), (1, 3)]
    for (index, (disc, number)) in places.enumerated() {
      try await library.add("/m/\(index)", content: UInt8(index)) {
        $0.title = "\(disc ?? 0)-\(number)"
        $0.artists = ["A"]
        $0.album = "B"
        $0.discNumber = disc
        $0.trackNumber = number
      }
    }
    let album = try #require(try await library.store.albums().items.first).id
    let sorted = ["1-1", "0-2", "1-3", "2-1"]
    for order in [nil, TrackOrder.artist, .album, .year] {
      #expect(try await library.titles { $0.order = order } == sorted)
      #expect(
        try await library.titles {
          $0.order = order; $0.album = album
        } == sorted)
    }
    #expect(try await library.only(at: "/m/1").discNumber == nil)
  }

  @Test func aSourceListsAndCountsWhatItHas() async throws {
    for index in 0..<3 {
      try await library.add("/m/\(index)", content: UInt8(index)) { $0.title = "\(index)" }
    }
    let server = try await library.addServer(online: true, streams: [Track.ID(rawValue: 1)])
    try await library.store.apply(ScanBatch(vanished: ["/m/0", "/m/1"]))
    for (source, titles) in [(Source.localID, ["2"]), (server, ["0"])] {
      let page = try await library.store.tracks(ListTests.filter { $0.source = source })
      #expect(page.items.map(\.title) == titles && page.total == 1)
      let details = try await library.store.sourceDetails().first { $0.id == source }
      #expect(details?.trackCount == 1)
    }
    #expect(try await library.store.totals() == LibraryTotals(tracks: 3, available: 2))
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
    try await library.store.apply(ScanBatch(returned: ["/m/0", "/m/1"]))
    #expect(try await library.titles { $0.source = Source.localID } == ["0", "1", "2"])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  private static func filter(_ change: (inout TrackFilter) -> Void) -> TrackFilter {
    var filter = TrackFilter()
    change(&filter)
    return filter
  }

  @Test(arguments: orders)
  func tracksSortAsPeopleSort(order: TrackOrder, titles: [String]) async throws {
    try await addCollection()
    #expect(try await library.titles { $0.order = order } == titles)
    // With one track unavailable the others keep their order.
    try await library.store.apply(ScanBatch(vanished: ["/m/3"]))
    #expect(
      try await library.titles {
        $0.order = order; $0.available = true
      } == titles.filter { $0 != "Beta" })
    #expect(
      try await library.titles {
        $0.order = order; $0.available = false
      } == ["Beta"])
  }

  @Test(arguments: TrackOrder.allCases)
  func pagesMakeUpTheWholeList(order: TrackOrder) async throws {
    try await addCollection()
    let whole = try await library.titles { $0.order = order }
    var joined: [String] = []
    for offset in stride(from: 0, through: 6, by: 2) {
      var filter = TrackFilter()
      filter.order = order
      filter.offset = offset
      filter.limit = 2
      let page = try await library.store.tracks(filter)
      #expect(page.total == 5)
      joined += page.items.map(\.title)
    }
    #expect(joined == whole)
  }

  @Test func nothingIsAskedForAndNothingComes() async throws {
    try await addCollection()
    var filter = TrackFilter()
    filter.limit = 0
    #expect(try await library.store.tracks(filter) == Page(items: [], total: 5))
    filter.artist = Artist.ID(rawValue: 99)
    #expect(try await library.store.tracks(filter) == Page(items: [], total: 0))
    filter.offset = -7
    filter.limit = -7
    #expect(try await library.store.tracks(filter).items.isEmpty)
  }

  @Test func conditionsAddUp() async throws {
    try await addCollection()
    let abba = try #require(try await library.store.artists().items.first { $0.name == "ABBA" })
    let albums = try await library.store.albums().items
    #expect(albums.map(\.title) == ["Vol. 9", "Vol. 10", "Help!", "Help!"])
    #expect(try await library.titles { $0.artist = abba.id } == ["The Cat", "Beta", "Älgen"])
    #expect(
      try await library.titles {
        $0.artist = abba.id; $0.album = albums[1].id
      } == ["Beta", "Älgen"])
    #expect(
      try await library.titles {
        $0.album = albums[1].id; $0.order = .title
      } == ["Älgen", "Beta"])
    try await library.store.apply(ScanBatch(vanished: ["/m/3", "/m/4"]))
    #expect(
      try await library.titles {
        $0.artist = abba.id; $0.available = true
      } == ["Älgen"])
    var filter = AlbumFilter()
    filter.available = true
    #expect(try await library.store.albums(filter).items.map(\.title) == ["Vol. 10", "Help!", "Help!"])
    filter.artist = abba.id
    #expect(try await library.store.albums(filter).total == 1)
    var artists = ArtistFilter()
    artists.available = false
    #expect(try await library.store.artists(artists).items.map(\.name) == ["ABBA"])
    artists.album = albums[2].id
    #expect(try await library.store.artists(artists).total == 0)
  }

  @Test func albumsSortInEveryOrder() async throws {
    try await addCollection()
    for (order, titles) in [
      (AlbumOrder.title, ["Help!", "Help!", "Vol. 9", "Vol. 10"]),
      (.year, ["Vol. 10", "Vol. 9", "Help!", "Help!"]), (.artist, ["Vol. 9", "Vol. 10", "Help!", "Help!"]),
    ] {
      var filter = AlbumFilter()
      filter.order = order
      #expect(try await library.store.albums(filter).items.map(\.title) == titles)
      filter.offset = 1
      filter.limit = 1
      #expect(try await library.store.albums(filter).items.map(\.title) == [titles[1]])
      #expect(try await library.store.albums(filter).total == 4)
    }
  }

  @Test func aPlaylistKeepsItsOwnOrder() async throws {
    try await addCollection()
    try await library.execute(
      """
      INSERT INTO playlists (name, sort_name) VALUES ('Mix', 'mix'), ('Empty', 'empty');
      INSERT INTO playlist_tracks (playlist_id, track_id, position) VALUES (1, 3, 0), (1, 1, 1), (1, 3, 2);
      """)
    let lists = try await library.store.playlists().items
    #expect(lists.map(\.name) == ["Empty", "Mix"])
    #expect(lists.map(\.trackCount) == [0, 3])
    let mix = try #require(lists.last)
    #expect(try await library.titles { $0.playlist = mix.id } == ["Älgen", "Zebra", "Älgen"])
    #expect(
      try await library.titles {
        $0.playlist = mix.id; $0.order = .title
      } == ["Älgen", "Älgen", "Zebra"])
    #expect(try await library.store.trackIDs(of: .playlist(mix.id)).map(\.rawValue) == [3, 1, 3])
    var inMix = TrackFilter()
    inMix.playlist = mix.id
    #expect(try await library.store.search("vol", inMix).items.map(\.title) == ["Älgen"])
    var filter = PlaylistFilter()
    filter.available = true
    #expect(try await library.store.playlists(filter).items.map(\.name) == ["Mix"])
  }

  @Test func collectionsComeWholeInPlayingOrder() async throws {
    try await addCollection()
    let abba = try #require(try await library.store.artists().items.first { $0.name == "ABBA" })
    let album = try #require(try await library.store.albums().items.first { $0.title == "Vol. 10" })
    #expect(try await library.store.trackIDs(of: .album(album.id)).map(\.rawValue) == [4, 3])
    #expect(try await library.store.trackIDs(of: .artist(abba.id)).map(\.rawValue) == [5, 4, 3])
    #expect(try await library.store.trackIDs(of: .search("abba vol")).count == 3)
    #expect(try await library.store.trackIDs(of: .album(Album.ID(rawValue: 99))).isEmpty)
  }

  @Test func tracksComeInTheOrderOfTheirIDs() async throws {
    try await addCollection()
    let ids = [5, 1, 99, 1].map { Track.ID(rawValue: $0) }
    #expect(try await library.store.tracks(ids: ids).map(\.id.rawValue) == [5, 1, 1])
    #expect(try await library.store.track(Track.ID(rawValue: 99)) == nil)
  }

  @Test func aPlayIsCounted() async throws {
    let track = try await library.add("/m/a", content: 1)
    #expect(track.lastPlayed == nil)
    try await library.store.recordPlay(of: track.id, at: 500)
    try await library.store.recordPlay(of: track.id, at: 400)
    try await library.store.recordPlay(of: Track.ID(rawValue: 99), at: 600)
    let played = try await library.only(at: "/m/a")
    #expect(played.playCount == 2)
    #expect(played.lastPlayed == 500)
    let history = try await library.store.pool.read {
      try Int.fetchAll($0, sql: "SELECT played_at FROM play_history ORDER BY id")
    }
    #expect(history == [500, 400])
  }

  @Test func aRatingIsShown() async throws {
    let track = try await library.add("/m/a", content: 1)
    try await library.execute(
      "INSERT INTO ratings (track_id, rating, is_favorite) VALUES (\(track.id), 0.8, 1)")
    let rated = try await library.only(at: "/m/a")
    #expect(rated.rating == 0.8)
    #expect(rated.isFavorite)
  }
}
