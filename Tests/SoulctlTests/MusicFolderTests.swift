import TestKit
import Testing

@testable import soulctl

@Suite struct MusicFolderTests {
  @Test(arguments: [
    ("XDG_MUSIC_DIR=\"$HOME/Musik\"", "/home/ann/Musik"),
    (
      "# XDG_MUSIC_DIR=\"/no\"\nXDG_DOWNLOAD_DIR=\"/d\"\n XDG_MUSIC_DIR=\"/srv/my \\\"music\\\"\"\n",
      "/srv/my \"music\""
    ),
    ("XDG_MUSIC_DIR=\"/old\"\nXDG_MUSIC_DIR=\"/new/\"", "/new"), ("XDG_MUSIC_DIR=\"$HOME/\"", "/home/ann"),
  ])
  func `reads user-dirs.dirs as xdg-user-dirs does`(text: String, path: String) {
    #expect(MusicFolder.path(in: text, home: "/home/ann") == path)
  }

  @Test(arguments: ["", "XDG_MUSIC_DIR=", "XDG_MUSIC_DIR=\"relative\"", "XDG_VIDEOS_DIR=\"/v\""])
  func `finds nothing where nothing is said`(text: String) {
    #expect(MusicFolder.path(in: text, home: "/home/ann") == nil)
  }

  @Test func `suggests only a folder that is there`() throws {
    let home = try TemporaryFolder()
    let environment = ["HOME": home.path]
    #expect(MusicFolder.find(environment) == nil)
    try home.makeFolder("Music")
    #expect(MusicFolder.find(environment) == home.path + "/Music")
    try home.write("XDG_MUSIC_DIR=\"$HOME/Musik\"\n".utf8, to: ".config/user-dirs.dirs")
    #expect(MusicFolder.find(environment) == nil)
    try home.makeFolder("Musik")
    #expect(MusicFolder.find(environment) == home.path + "/Musik")
    // A music directory that is the home itself means that there is none.
    try home.write("XDG_MUSIC_DIR=\"$HOME/\"\n".utf8, to: ".config/user-dirs.dirs")
    #expect(MusicFolder.find(environment) == nil)
  }
}
