import Model
import Testing

@testable import Library

@Suite struct GroupingTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func albums() async throws -> [Album] {
    try await library.store.albums().items
  }

  @Test func caseAndSpacesDoNotSplitAnAlbum() async throws {
    try await library.add("/x/1", content: 1) {
      $0.album = "Blue  train"; $0.albumArtists = ["JOHN COLTRANE"]
    }
    try await library.add("/y/2", content: 2) {
      $0.album = "Blue Train"; $0.albumArtists = ["John Coltrane"]
    }
    let album = try #require(try await albums().first)
    #expect(try await albums().count == 1)
    #expect(album.title == "Blue Train")
    #expect(album.trackCount == 2)
    #expect(try await library.store.artists().items.map(\.name) == ["John Coltrane"])
  }

  @Test func theSameTitleOfOtherArtistsIsAnotherAlbum() async throws {
    for (index, artist) in ["Queen", "ABBA"].enumerated() {
      try await library.add("/m/\(index)", content: UInt8(index)) {
        $0.album = "Greatest Hits"
        $0.albumArtists = [artist]
      }
    }
    #expect(try await albums().map(\.albumArtists) == [["ABBA"], ["Queen"]])
  }

  @Test func musicBrainzKnowsBetterThanNames() async throws {
    for (index, release) in ["r1", "r2", "R1"].enumerated() {
      try await library.add("/m/\(index)", content: UInt8(index)) {
        $0.album = "Live"
        $0.albumArtists = ["Band"]
        $0.musicBrainzAlbumID = release
      }
    }
    #expect(try await albums().map(\.trackCount).sorted() == [1, 2])
  }

  @Test func withoutAnAlbumArtistAFolderIsAnAlbum() async throws {
    try await library.add("/m/set/CD 1/1", content: 1) {
      $0.album = "Set"; $0.artists = ["A"]
    }
    try await library.add("/m/set/cd2/1", content: 2) {
      $0.album = "Set"; $0.artists = ["A"]
    }
    #expect(try await albums().map(\.albumArtists) == [["A"]])
    try await library.add("/m/other/1", content: 3) {
      $0.album = "Set"; $0.artists = ["B"]
    }
    #expect(try await albums().map(\.trackCount) == [2, 1])
    // Another artist joins: now the album is nobody's alone.
    try await library.add("/m/set/cd2/2", content: 4) {
      $0.album = "Set"; $0.artists = ["C"]
    }
    #expect(try await albums().map(\.albumArtists) == [["B"], []])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aCompilationIsOneAlbumOfManyArtists() async throws {
    for (index, artist) in ["Zoe", "Adam"].enumerated() {
      try await library.add("/m/\(index)/x", content: UInt8(index)) {
        $0.title = artist
        $0.album = "Sampler"
        $0.artists = [artist]
        $0.isCompilation = true
        $0.trackNumber = index
      }
    }
    let album = try #require(try await albums().first)
    #expect(try await albums().count == 1)
    #expect(album.albumArtists == [])
    #expect(try await library.titles() == ["Zoe", "Adam"])
  }

  @Test func yearAndCoverComeFromTheFirstTrackThatHasOne() async throws {
    let files = try [("/m/2", 2, 1999, "b"), ("/m/1", 1, nil, nil), ("/m/3", 3, 2003, "c")].map {
      (path, number, year, cover) in
      try TestLibrary.file(path, content: UInt8(number), cover: cover) {
        $0.album = "X"
        $0.trackNumber = number
        $0.year = year
      }
    }
    try await library.store.apply(ScanBatch(scanned: files))
    let album = try #require(try await albums().first)
    #expect(album.year == 1999)
    #expect(album.coverPath?.hasSuffix("/b.jpg") == true)
    try await library.store.apply(
      ScanBatch(scanned: [
        TestLibrary.file("/m/1", content: 1) {
          $0.album = "X"; $0.trackNumber = 1; $0.year = 1960
        }
      ]))
    #expect(try await albums().map(\.year) == [1960])
  }

  @Test func anArtistIsEveryoneWhoIsCredited() async throws {
    try await library.add("/m/1", content: 1) {
      $0.album = "X"
      $0.artists = ["Guest", "Host"]
      $0.albumArtists = ["Host"]
    }
    let artists = try await library.store.artists().items
    #expect(artists.map(\.name) == ["Guest", "Host"])
    #expect(artists.map(\.trackCount) == [1, 1])
    #expect(artists.map(\.albumCount) == [0, 1])
    for artist in artists {
      #expect(try await library.titles { $0.artist = artist.id } == ["1"])
      var filter = AlbumFilter()
      filter.artist = artist.id
      #expect(try await library.store.albums(filter).total == artist.albumCount)
    }
  }
}
