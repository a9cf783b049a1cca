import TestKit
import Testing

@testable import soulctl

@Suite struct PlayTargetTests {
  @Test func `words are searched for together`() throws {
    let folder = try TemporaryFolder()
    #expect(try targets("blue train", in: folder) == [.search("blue train")])
  }

  @Test func `a file that is called like one of the words does not tear them apart`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("blue")
    #expect(try targets("blue train", in: folder) == [.search("blue train")])
    #expect(try targets("blue", in: folder) == [.file(folder.path + "/blue")])
  }

  @Test func `paths and URIs keep their order`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("album/a.flac")
    #expect(
      try targets("album/a.flac soul:album/3 ./album", in: folder)
        == [.file(folder.path + "/album/a.flac"), .uri("soul:album/3"), .folder(folder.path + "/album")])
    #expect(
      try targets("soul:album/3 blue train album/a.flac", in: folder)
        == [.uri("soul:album/3"), .search("blue train"), .file(folder.path + "/album/a.flac")])
  }

  @Test func `a path that leads nowhere is told of, unless it is meant as text`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CommandFailure.self) { try targets("AC/DC", in: folder) }
    #expect(
      try PlayTarget.targets(of: ["AC/DC", "thunder"], asText: true, in: folder.path) == [
        .search("AC/DC thunder")
      ])
  }

  private func targets(_ words: String, in folder: TemporaryFolder) throws -> [PlayTarget] {
    try PlayTarget.targets(of: words.split(separator: " ").map(String.init), asText: false, in: folder.path)
  }
}
