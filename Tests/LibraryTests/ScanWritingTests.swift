import Model
import Testing

@testable import Library

@Suite struct ScanWritingTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  @Test func everythingThatAFileSaysIsKept() async throws {
    let file = try TestLibrary.file("/m/1.flac", content: 1, cover: "abc") { tags in
      tags.title = "So What"
      tags.artists = ["Miles Davis", "John Coltrane"]
      tags.albumArtists = ["Miles Davis"]
      tags.album = "Kind of Blue"
      tags.trackNumber = 1
      tags.discNumber = 2
      tags.year = 1959
      tags.genres = ["Jazz", "Modal"]
      tags.composers = ["Miles Davis", "Bill Evans"]
      tags.musicBrainzRecordingID = "recording"
      tags.replayGain = ReplayGain(trackGain: -6.5, trackPeak: 0.9, albumGain: -7, albumPeak: 1)
      tags.duration = MediaTime(microseconds: 562_000_001)
    }
    let outcome = try await library.store.apply(ScanBatch(scanned: [file]))
    var expected = ScanOutcome()
    expected.added = 1
    #expect(outcome == expected)

    let track = try await library.only(at: "/m/1.flac")
    #expect(track.title == "So What")
    #expect(track.artists == ["Miles Davis", "John Coltrane"])
    #expect(track.albumArtists == ["Miles Davis"])
    #expect(track.album == "Kind of Blue")
    #expect(track.trackNumber == 1)
    #expect(track.discNumber == 2)
    #expect(track.year == 1959)
    #expect(track.genres == ["Jazz", "Modal"])
    #expect(track.composers == ["Miles Davis", "Bill Evans"])
    #expect(track.musicBrainzRecordingID == "recording")
    #expect(track.replayGain == file.tags.replayGain)
    #expect(track.duration == file.tags.duration)
    #expect(track.coverPath == library.store.coversDirectory + "/abc.jpg")
    #expect(track.badge == .local)
    #expect(
      track.availabilities == [Availability(source: Source.localID, status: .localFile, path: "/m/1.flac")])

    let album = try #require(try await library.store.albums().items.first)
    #expect(album.id == track.albumID)
    #expect(album.title == "Kind of Blue")
    #expect(album.albumArtists == ["Miles Davis"])
    #expect(album.year == 1959)
    #expect(album.trackCount == 1)
    #expect(album.duration == file.tags.duration)
    #expect(album.coverPath == track.coverPath)
    #expect(try await library.store.artists().items.map(\.name) == ["John Coltrane", "Miles Davis"])
  }

  @Test func aFileWithoutTagsIsCalledByItsName() async throws {
    let track = try await library.add("/m/Demo take 3.v2.wav", content: 1)
    #expect(track.title == "Demo take 3.v2")
    #expect(track.artists.isEmpty)
    #expect(track.album == nil)
    #expect(track.albumID == nil)
  }

  @Test func aChangedFileIsTheSameTrack() async throws {
    let before = try await library.add("/m/a", content: 1) {
      $0.title = "Old"; $0.artists = ["X"]; $0.album = "One"
    }
    try await library.store.recordPlay(of: before.id, at: 1_000)
    let file = try TestLibrary.file("/m/a", content: 2) {
      $0.title = "New"; $0.artists = ["Y"]; $0.album = "Two"
    }
    let outcome = try await library.store.apply(ScanBatch(scanned: [file]))
    #expect(outcome.updated == 1)
    let after = try await library.only(at: "/m/a")
    #expect(after.id == before.id)
    #expect(after.title == "New")
    #expect(after.playCount == 1)
    #expect(try await library.found("old").isEmpty)
    #expect(try await library.found("new y two") == ["New"])
    #expect(try await library.store.albums().items.map(\.title) == ["Two"])
    #expect(try await library.store.artists().items.map(\.name) == ["Y"])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aGoneFileLosesNothingAndComesBackAsItself() async throws {
    let before = try await library.add("/m/a", content: 1) { $0.title = "Kept" }
    try await library.store.recordPlay(of: before.id, at: 1_000)

    let gone = try await library.store.apply(ScanBatch(vanished: ["/m/a", "/m/unknown"]))
    #expect(gone.unavailable == 1)
    let unavailable = try #require(try await library.store.track(before.id))
    #expect(unavailable.badge == .offline)
    #expect(unavailable.availabilities.map(\.status) == [.unavailable])
    #expect(unavailable.availabilities.map(\.path) == ["/m/a"])
    #expect(unavailable.playCount == 1)
    #expect(try await library.store.totals() == LibraryTotals(tracks: 1, available: 0))
    #expect(try await library.store.apply(ScanBatch(vanished: ["/m/a"])) == ScanOutcome())

    let back = try await library.store.apply(ScanBatch(returned: ["/m/a"]))
    #expect(back.returned == 1)
    let after = try await library.only(at: "/m/a")
    #expect(after.id == before.id)
    #expect(after.badge == .local)
    #expect(try await library.store.totals() == LibraryTotals(tracks: 1, available: 1))
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aGoneFileMayComeBackChanged() async throws {
    let before = try await library.add("/m/a", content: 1) { $0.title = "Old" }
    try await library.store.apply(ScanBatch(vanished: ["/m/a"]))
    let after = try await library.add("/m/a", content: 2) { $0.title = "New" }
    #expect(after.id == before.id)
    #expect(after.title == "New")
    #expect(after.badge == .local)
  }

  @Test func identicalFilesAreTracksOfTheirOwn() async throws {
    let files = try ["/m/a", "/m/b"].map { try TestLibrary.file($0, content: 7) { $0.title = "Same" } }
    #expect(try await library.store.apply(ScanBatch(scanned: files)).added == 2)
    #expect(try await library.add("/m/c", content: 7).id != library.only(at: "/m/a").id)
    #expect(try await library.store.totals().tracks == 3)
  }

  @Test func absurdTagsAreKeptWhole() async throws {
    let long = String(repeating: "ü12 ", count: 2_500)
    let track = try await library.add("/m/a", content: 1) { tags in
      tags.title = long
      tags.artists = [long, "with\u{1F}separator"]
      tags.album = long
    }
    #expect(track.title == long)
    #expect(track.artists == [long, "with separator"])
    #expect(track.album == long)
    let other = try await library.add("/m/b", content: 2) { $0.artists = [long + "!"] }
    #expect(other.artists == [long + "!"])
    #expect(try await library.store.artists().total == 3)
    #expect(try await library.found("u12").count == 2)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func factsAreWhatTheScanHandedIn() async throws {
    var file = try TestLibrary.file("/m/a/1", content: 1, inode: .max, modified: 77)
    file.folderCoverStamp = -5
    let others = try ["/m/a/2", "/m/ab", "/m/a0", "/n/1"].map { try TestLibrary.file($0, content: 2) }
    try await library.store.apply(ScanBatch(scanned: [file] + others))
    try await library.store.apply(ScanBatch(vanished: ["/m/a/2"]))

    let facts = try await library.store.fileFacts(below: "/m/a/")
    #expect(facts.map(\.path) == ["/m/a/1", "/m/a/2"])
    #expect(facts.map(\.isAvailable) == [true, false])
    let first = try #require(facts.first)
    #expect(first.stamp == file.stamp)
    #expect(first.hash == file.hash)
    #expect(first.folderCoverStamp == -5)
    #expect(try await library.store.fileFacts(below: "/").count == 5)
    #expect(
      try await library.store.fileFacts(below: "/m/a", after: "/a").map(\.path) == ["/m/a/1", "/m/a/2"])
    #expect(try await library.store.fileFacts(below: "/m/a", after: "/n").isEmpty)
    #expect(
      try await library.store.fileFacts(below: "/m", after: "/m/a/2", limit: 1).map(\.path) == ["/m/a0"])
  }

  @Test func aDigestStaysUntilTheFileChanges() async throws {
    let file = try TestLibrary.file("/m/a", content: 1)
    try await library.store.apply(ScanBatch(scanned: [file, TestLibrary.file("/m/b", content: 2)]))
    let digest = try #require(ContentHash(Array(repeating: 9, count: 32)))
    let undigested = try await library.store.filesWithoutDigest(limit: 10)
    #expect(undigested.map(\.path) == ["/m/a", "/m/b"])
    let first = try #require(undigested.first)
    try await library.store.setDigest(digest, of: first)
    #expect(try await library.store.filesWithoutDigest(limit: 10).map(\.path) == ["/m/b"])
    #expect(try await library.store.filesWithoutDigest(after: undigested[1].id, limit: 10).isEmpty)

    try await library.store.apply(ScanBatch(scanned: [file]))
    #expect(try await library.store.filesWithoutDigest(limit: 10).map(\.path) == ["/m/b"])
    try await library.store.apply(ScanBatch(scanned: [TestLibrary.file("/m/a", content: 3, modified: 2)]))
    #expect(try await library.store.filesWithoutDigest(limit: 10).map(\.path) == ["/m/a", "/m/b"])
    // The digest of the file as it was comes too late.
    try await library.store.setDigest(digest, of: first)
    #expect(try await library.store.filesWithoutDigest(limit: 10).map(\.path) == ["/m/a", "/m/b"])
  }

  @Test func coversThatNoTrackHasAreForgotten() async throws {
    let files = try [("/m/a", "one"), ("/m/b", "two"), ("/m/c", "one")].enumerated().map { index, file in
      try TestLibrary.file(file.0, content: UInt8(index), cover: file.1) { $0.album = file.1 }
    }
    try await library.store.apply(ScanBatch(scanned: files))
    #expect(try await library.store.coversInUse().own.map(\.fileName).sorted() == ["one.jpg", "two.jpg"])
    try await library.store.apply(
      ScanBatch(scanned: [TestLibrary.file("/m/b", content: 1) { $0.album = "two" }]))
    #expect(try await library.store.coversInUse().own.map(\.fileName) == ["one.jpg"])
    #expect(try await library.only(at: "/m/b").coverPath == nil)
  }

  @Test func eachCommitIsAnnounced() async throws {
    var changes = library.store.changes().makeAsyncIterator()
    try await library.store.addFolder("/m")
    try await library.store.apply(ScanBatch(scanned: [TestLibrary.file("/m/a", content: 1)]))
    try await library.store.apply(ScanBatch(vanished: ["/m/nothing"]))
    try await library.store.apply(ScanBatch(vanished: ["/m/a"]))
    try library.store.close()
    #expect(await changes.next() == .folders([LibraryFolder(id: 1, path: "/m")]))
    #expect(await changes.next() == .tracks(LibraryTotals(tracks: 1, available: 1)))
    #expect(await changes.next() == .tracks(LibraryTotals(tracks: 1, available: 0)))
    #expect(await changes.next() == nil)
  }
}
