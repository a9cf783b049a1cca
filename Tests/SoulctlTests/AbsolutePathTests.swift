import TestKit
import Testing

@testable import soulctl

@Suite struct AbsolutePathTests {
  @Test(arguments: [
    ("Music", "/home/ann/Music"), ("./Music/", "/home/ann/Music"), ("/srv//music/./a/", "/srv/music/a"),
    ("/", "/"), ("", ""), (".", "/home/ann"), ("a b", "/home/ann/a b"), ("日本", "/home/ann/日本"),
    ("50%25", "/home/ann/50%25"),
  ])
  func `joins and cleans without touching the disk`(path: String, absolute: String) {
    #expect(AbsolutePath.of(path, in: "/home/ann") == absolute)
  }

  @Test func `keeps the name of a linked folder, and resolves what leads out of one`() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("disk/music")
    try folder.link("music", to: folder.path + "/disk/music")
    #expect(AbsolutePath.of("music", in: folder.path) == folder.path + "/music")
    #expect(AbsolutePath.of("music/..", in: folder.path) == folder.path + "/disk")
    #expect(AbsolutePath.of("disk/../disk/", in: folder.path) == folder.path + "/disk")
    #expect(AbsolutePath.of("../x", in: "/") == "/x")
  }

  @Test func `the working directory is the one that the shell names, if it is that one`() throws {
    let folder = try TemporaryFolder()
    let physical = AbsolutePath.workingDirectory([:])
    try folder.link("here", to: physical)
    #expect(AbsolutePath.workingDirectory(["PWD": folder.path + "/here"]) == folder.path + "/here")
    #expect(AbsolutePath.workingDirectory(["PWD": folder.path]) == physical)
    #expect(AbsolutePath.workingDirectory(["PWD": "nonsense"]) == physical)
  }
}
