import Audio
import Foundation
import Library
import Model
import Playback
import Testing

/// A player with a library, a real pipeline and real files of its own, in a folder of its own.
final class PlayerFixture: Sendable {
  let directory: String
  let library: LibraryStore
  let player: Player
  let servers = ScriptedServers()
  let web = ScriptedWeb()
  private let updates: AsyncStream<PlayerUpdate>
  private let running: Task<Void, Never>

  init(
    in directory: String = NSTemporaryDirectory() + "soul-playback-\(UUID().uuidString)",
    sink: String = "fakesink sync=true", configuration: PlaybackConfiguration = PlaybackConfiguration()
  ) async throws {
    self.directory = directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    library = try LibraryStore.open(at: directory + "/library.db", coversDirectory: directory + "/covers")
    let player = Player(
      library: library, pipeline: Pipeline(AudioConfiguration(sink: sink)), streams: servers, web: web,
      configuration: configuration
    ) { path in
      var tags = TrackTags()
      tags.title = "Tagged " + (path as NSString).lastPathComponent
      return tags
    }
    self.player = player
    await player.restore()
    let (updates, continuation) = AsyncStream<PlayerUpdate>.makeStream()
    self.updates = updates
    _ = await player.observe { continuation.yield($0) }
    running = Task { await player.run() }
  }

  /// What an orderly end of the daemon does; the folder stays.
  func shutDown() async throws {
    await player.shutDown()
    running.cancel()
    try library.close()
  }

  /// Ends all and removes the folder.
  func end() async throws {
    try await shutDown()
    try FileManager.default.removeItem(atPath: directory)
  }

  /// A tone as 16-bit mono WAV at 8 kHz: the smallest thing that sounds.
  func tone(_ name: String, seconds: Double) throws -> String {
    let count = Int(seconds * 8_000)
    var bytes = Array("RIFF".utf8) + littleEndian(UInt32(36 + 2 * count)) + Array("WAVEfmt ".utf8)
    bytes += littleEndian(UInt32(16)) + littleEndian(UInt16(1)) + littleEndian(UInt16(1))
    bytes += littleEndian(UInt32(8_000)) + littleEndian(UInt32(16_000)) + littleEndian(UInt16(2))
    bytes += littleEndian(UInt16(16)) + Array("data".utf8) + littleEndian(UInt32(2 * count))
    for index in 0..<count {
      bytes += littleEndian(UInt16(bitPattern: Int16(8_000 * sin(Double(index) * 0.345))))
    }
    return try file(name, bytes)
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = directory + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  func uri(_ path: String) -> String { PlayableURI.file(path: path).description }

  /// Waits for the first update from now on that fits.
  func update(
    _ what: Comment, where fits: @escaping @Sendable (PlayerUpdate) -> Bool
  ) async throws -> PlayerUpdate {
    for await update in updates where fits(update) { return update }
    throw Ended(what: what)
  }

  func state(_ what: Comment, where fits: @escaping @Sendable (PlayerState) -> Bool) async throws
    -> PlayerState
  {
    try await update(what) { fits($0.state) }.state
  }

  private struct Ended: Error {
    let what: Comment
  }

  private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
