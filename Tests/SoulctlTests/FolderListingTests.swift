import Foundation
import Model
import TestKit
import Testing

@testable import soulctl

@Suite struct FolderListingTests {
  private func names(in folder: TemporaryFolder) -> [String] {
    FolderListing(of: folder.path).files.map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test func `music comes in the order that people would play it`() throws {
    let folder = try TemporaryFolder()
    for name in [
      "10 z.flac", "2 a.FLAC", "Écho.mp3", "echo b.mp3", "foo.mp3", "CD 10/1.ogg", "CD 2/1.ogg", "cover.jpg",
    ] {
      try folder.touch(name)
    }
    #expect(
      names(in: folder)
        == [
          "2 a.FLAC", "10 z.flac", "echo b.mp3", "Écho.mp3", "foo.mp3", "CD 2/1.ogg", "CD 10/1.ogg",
        ])
  }

  @Test func `hidden files, other files and what is no file stay out`() throws {
    let folder = try TemporaryFolder()
    for name in [".a.flac", ".Trash/b.flac", "notes.txt", "flac", "c.flac"] { try folder.touch(name) }
    try folder.makeFolder("folder.mp3")
    try folder.link("gone.mp3", to: "/nowhere")
    #expect(mkfifo(folder.path + "/pipe.mp3", 0o600) == 0)
    #expect(names(in: folder) == ["c.flac"])
  }

  @Test func `a loop of links ends, and a linked folder is there once`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("album/1.flac")
    try folder.link("album/loop", to: folder.path)
    try folder.link("again", to: folder.path + "/album")
    #expect(names(in: folder).count == 1)
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every folder"))
  func `a folder that can't be read is told of and stops nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("a.flac")
    try folder.makeFolder("closed")
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    let listing = FolderListing(of: folder.path)
    #expect(listing.files.count == 1)
    #expect(listing.warnings.count == 1)
    #expect(listing.warnings.first?.contains("/closed") == true)
  }

  @Test func `a name that is not UTF-8 is told of`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("a.flac")
    let bytes = Array((folder.path + "/b").utf8) + [0xFF] + Array(".flac".utf8) + [0]
    let descriptor = creat(bytes.map { CChar(bitPattern: $0) }, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let listing = FolderListing(of: folder.path)
    #expect(listing.files == [folder.path + "/a.flac"])
    #expect(listing.warnings.count == 1)
    #expect(listing.warnings.first?.contains("UTF-8") == true)
  }

  @Test func `an empty file is told of and stops nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("a.flac")
    try folder.write([], to: "b.flac")
    let listing = FolderListing(of: folder.path)
    #expect(listing.files == [folder.path + "/a.flac"])
    #expect(listing.warnings == ["\(folder.path)/b.flac is empty, so it is not played: fetch it again."])
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every file"))
  func `a file that can't be read is told of and stops nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.touch("a.flac")
    try folder.touch("b.flac")
    chmod(folder.path + "/b.flac", 0)
    let listing = FolderListing(of: folder.path)
    #expect(listing.files == [folder.path + "/a.flac"])
    #expect(listing.warnings.count == 1)
    #expect(listing.warnings.first?.contains("/b.flac") == true)
  }

  @Test func `takes the files that the library takes`() {
    #expect(FolderListing.musicExtensions == Set(AudioFormat.allCases.flatMap(\.fileExtensions)))
  }

  @Test(arguments: ["/music/a b.flac", "/m/50%.mp3", "/日本/Ágætis?#.ogg", "/a:b;c&d/~-._.mp3"])
  func `the player understands the URIs`(path: String) {
    #expect(PlayableURI(MusicURI.file(path)) == .file(path: path))
    #expect(MusicURI.file(path) == PlayableURI.file(path: path).description)
    #expect(PlayableURI(MusicURI.search(path)) == .search(path))
  }

  @Test func `knows URIs from words`() {
    for text in ["soul:album/3", "file:///a", "SOUL:track/1", "https://radio.example/a", "x+y://z"] {
      #expect(MusicURI.isURI(text), "\(text)")
    }
    for text in ["Symphony No. 5: Allegro", "blue", "a/b", "://x", "2:05", "über://x", "re:member"] {
      #expect(!MusicURI.isURI(text), "\(text)")
    }
  }
}
