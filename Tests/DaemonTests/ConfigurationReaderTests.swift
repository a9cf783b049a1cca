import Audio
import Daemon
import Foundation
import Model
import Playback
import Testing

@Suite struct ConfigurationReaderTests {
  private let file = NSTemporaryDirectory() + "soul-config-\(UUID().uuidString).toml"

  private func read(_ text: String) throws -> Configuration {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try ConfigurationReader.read(file, mustExist: true)
  }

  @Test func readsEveryKey() throws {
    let configuration = try read(
      """
      [audio]
      sink = "fakesink sync=true"
      [playback]
      previous_restarts_after = 2.5
      replaygain = "album"
      [library]
      folders = ["/music", "~/Music"]
      """)
    #expect(configuration.audio.sink == "fakesink sync=true")
    #expect(configuration.audio.replayGain == .album)
    #expect(configuration.playback.previousRestartsAfter == MediaTime(microseconds: 2_500_000))
    #expect(configuration.folders == ["/music", NSHomeDirectory() + "/Music"])
  }

  @Test func whatIsNotSetHasItsDefault() throws {
    let configuration = try read("# nothing\n")
    #expect(configuration.audio.sink == "autoaudiosink")
    #expect(configuration.audio.replayGain == .off)
    #expect(configuration.playback.previousRestartsAfter == nil)
    #expect(try read("[playback]\nprevious_restarts_after = 0").playback.previousRestartsAfter == nil)
  }

  @Test(arguments: [
    ("[audio]\nsnik = \"x\"\n", 2, "snik"),
    ("\n\n[soud]\nsink = \"x\"\n", 3, "soud"),
    ("[audio]\nsink = 7\n", 2, "gst-launch"),
    ("[audio]\nsink = \"\"\n", 2, "gst-launch"),
    ("# sink\n[playback]\nreplaygain = \"loud\"\n", 3, "album"),
    ("[playback]\nprevious_restarts_after = -1\n", 2, "seconds"),
    ("[playback]\nprevious_restarts_after = nan\n", 2, "seconds"),
    ("[library]\nfolders = \"/music\"\n", 2, "list"),
    ("[library]\nfolders = [\"music\"]\n", 2, "absolute"),
    ("audio = 3\n", 1, "section"),
    ("[audio]\nsink = \"x\n", 2, "TOML"),
    ("[audio]\nsink = \"a\"\nsink = \"b\"\n", 3, "TOML"),
  ])
  func refusesWithFileLineAndSentence(text: String, line: Int, word: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try read(text) }
    #expect(error?.file == file)
    #expect(error?.line == line)
    #expect(error?.sentence.contains(word) == true, "\(String(describing: error))")
  }

  @Test func aFileThatWasNamedHasToBeThere() throws {
    #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read("/nowhere/config.toml", mustExist: true)
    }
    #expect(try ConfigurationReader.read("/nowhere/config.toml", mustExist: false).folders == [])
  }

  @Test func aFolderInItsPlaceIsNamedAsOne() throws {
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read(file, mustExist: true)
    }
    #expect(error?.sentence == "The file can't be read: Is a directory")
  }

  @Test func aFileThatIsNotUTF8IsRefused() throws {
    try Data([0x5B, 0xFF, 0x5D]).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read(file, mustExist: true)
    }
    #expect(error?.sentence.contains("UTF-8") == true)
  }
}
