import Bus
import Contract
import Synchronization
import TestKit

/// Answers by the contract with what a test lays in, so that failures come exactly when a test wants them.
final class ScriptedDaemon: Sendable {
  struct RecordedCall: Hashable {
    let member: String
    let arguments: [BusValue]
  }

  struct State {
    var tracks: [VariantMap] = []
    var queue: [VariantMap] = []
    var playbackStatus = "Playing"
    /// What `Play`, `PlayPause`, `Next` and `Previous` leave behind.
    var outcome: (playbackStatus: String, lastError: String)?
    var lastError = ""
    var folders = ["/music"]
    /// The properties of `sources/1`, `sources/2`, …
    var sources: [[MemberName: BusValue]] = []
    /// What the methods of these names answer instead of doing anything.
    var failures: [String: BusFailure] = [:]
    /// Leaves the bus when this method is called.
    var dyingMember: String?
  }

  let connection: BusConnection
  let state: State
  /// Each call to a method, in order.
  let calls: AsyncStream<RecordedCall>
  private let recording: AsyncStream<RecordedCall>.Continuation

  init(_ connection: BusConnection, _ prepare: (inout State) -> Void) {
    self.connection = connection
    (calls, recording) = AsyncStream<RecordedCall>.makeStream()
    var state = State()
    prepare(&state)
    self.state = state
  }

  func start() async throws {
    await connection.export([playerInterface()], at: "/org/mpris/MediaPlayer2")
    await connection.export(
      [libraryInterface(), queueInterface(), sourcesInterface()], at: "/org/soulplayer", objectManager: true)
    await publish()
    await publishSources()
    for name: BusName in ["org.soulplayer", "org.mpris.MediaPlayer2.soulplayer"] {
      guard try await connection.requestName(name) == .owned else {
        throw TestKitError.cannotStart(program: "stand-in", reason: "\(name) is taken")
      }
    }
  }

  /// What every method begins with.
  func take(_ member: String, _ arguments: BusValue...) async throws {
    recording.yield(RecordedCall(member: member, arguments: arguments))
    if state.dyingMember == member { await connection.close() }
    if let failure = state.failures[member] { throw failure }
  }

  private func publish() async {
    await connection.publish(
      [
        "PlaybackStatus": state.playbackStatus.busValue, "LoopStatus": "None".busValue, "Rate": 1.0.busValue,
        "Shuffle": false.busValue, "Volume": 0.5.busValue, "CanGoNext": false.busValue,
        "CanGoPrevious": true.busValue, "CanSeek": true.busValue,
        "Metadata": [
          "mpris:trackid": BusValue.objectPath("/org/soulplayer/entries/1"),
          "mpris:length": .int64(200_000_000),
        ].busValue,
      ], of: "org.mpris.MediaPlayer2.Player", at: "/org/mpris/MediaPlayer2")
    await connection.publish(
      [
        "Length": UInt32(state.queue.count).busValue, "CurrentIndex": UInt32(0).busValue,
        "LastError": state.lastError.busValue,
      ],
      of: "org.soulplayer.Queue", at: "/org/soulplayer")
    await connection.publish(
      ["Folders": state.folders.busValue, "TrackCount": UInt64(state.tracks.count).busValue],
      of: "org.soulplayer.Library", at: "/org/soulplayer")
  }
}
