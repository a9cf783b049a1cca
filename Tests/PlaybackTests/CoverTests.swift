import Foundation
import GRDB
import Model
import Playback
import Testing

@testable import Library

/// What is shown as a cover is a file that is there.
@Suite(.timeLimit(.minutes(2))) struct CoverTests {
  /// A queue of one track, whose cover is a file in the cache.
  private func fixture() async throws -> (PlayerFixture, cover: String) {
    let fixture = try await PlayerFixture()
    let uri = try await fixture.addTrack("One", on: [])
    try await fixture.library.pool.write { database in
      try database.execute(
        sql: "INSERT INTO covers (hash, extension) VALUES ('c', 'jpg'); UPDATE tracks SET cover_id = 1")
    }
    try FileManager.default.createDirectory(
      atPath: fixture.directory + "/covers", withIntermediateDirectories: true)
    let cover = try fixture.file("covers/c.jpg", [1])
    try await fixture.player.replaceQueue([uri], start: 0, play: false)
    #expect(try await fixture.state("a queue") { $0.queueLength == 1 }.current?.coverPath == cover)
    return (fixture, cover)
  }

  @Test func aFileThatGoesIsShownNoLonger() async throws {
    let (fixture, cover) = try await fixture()
    for _ in 0..<2 {
      try FileManager.default.removeItem(atPath: cover)
      let shown = try await fixture.state("gone") { $0.current?.coverPath == nil }
      #expect(shown.current?.title == "One")
      _ = try fixture.file("covers/c.jpg", [1])
      await fixture.player.refreshMetadata()
      _ = try await fixture.state("back") { $0.current?.coverPath == cover }
    }
    try await fixture.end()
  }

  @Test func aFolderThatIsMovedTakesItsCoversAlong() async throws {
    let (fixture, _) = try await fixture()
    try FileManager.default.moveItem(
      atPath: fixture.directory + "/covers", toPath: fixture.directory + "/away")
    _ = try await fixture.state("gone") { $0.current?.coverPath == nil }
    try await fixture.end()
  }

  @Test func aFileThatIsReplacedIsShownOn() async throws {
    let (fixture, cover) = try await fixture()
    let other = try fixture.file("covers/other", [2])
    #expect(rename(other, cover) == 0)
    // The watch has to be on the new file by now.
    try FileManager.default.removeItem(atPath: cover)
    _ = try await fixture.state("gone") { $0.current?.coverPath == nil }
    try await fixture.end()
  }

  @Test func aFileThatIsNotThereIsNotShown() async throws {
    let (fixture, cover) = try await fixture()
    try await fixture.player.replaceQueue([], start: 0, play: false)
    try FileManager.default.removeItem(atPath: cover)
    try await fixture.player.replaceQueue(["soul:track/1"], start: 0, play: false)
    let shown = try await fixture.state("a queue") { $0.current?.title == "One" }
    #expect(shown.current?.coverPath == nil)
    try await fixture.end()
  }
}
