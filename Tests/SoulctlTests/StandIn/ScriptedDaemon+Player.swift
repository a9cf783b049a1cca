import Bus
import Contract

/// MPRIS and the queue, as far as soulctl uses them.
extension ScriptedDaemon {
  func playerInterface() -> Interface {
    let transport: [Method] = ["Play", "Pause", "PlayPause", "Stop", "Next", "Previous"].map { name in
      Method(MemberName(stringLiteral: name)) { [self] (_: Call) async throws in
        try await take(name)
        guard let outcome = state.outcome, name != "Pause", name != "Stop" else { return }
        await connection.publish(
          ["PlaybackStatus": outcome.playbackStatus.busValue], of: "org.mpris.MediaPlayer2.Player",
          at: "/org/mpris/MediaPlayer2")
        await connection.publish(
          ["LastError": outcome.lastError.busValue], of: "org.soulplayer.Queue", at: "/org/soulplayer")
      }
    }
    return Interface(
      "org.mpris.MediaPlayer2.Player",
      methods: transport + [
        Method("Seek", in: "Offset") { [self] (_: Call, offset: Int64) async throws in
          try await take("Seek", offset.busValue)
        },
        Method("SetPosition", in: "TrackId", "Position") {
          [self] (_: Call, track: ObjectPath, position: Int64) async throws in
          try await take("SetPosition", track.busValue, position.busValue)
        },
      ],
      properties: [
        Property("PlaybackStatus", String.self),
        writable("LoopStatus", String.self), writable("Shuffle", Bool.self), writable("Volume", Double.self),
        Property("Rate", Double.self), Property("Metadata", VariantMap.self),
        Property("Position", Int64.self, emits: .never, read: { 42_000_000 }),
        Property("CanGoNext", Bool.self), Property("CanGoPrevious", Bool.self),
        Property("CanSeek", Bool.self),
      ])
  }

  func queueInterface() -> Interface {
    Interface(
      "org.soulplayer.Queue",
      methods: [
        Method("Entries", in: "offset", "limit", out: "entries") {
          [self] (_: Call, offset: UInt32, limit: UInt32) async throws -> [VariantMap] in
          Array(state.queue.dropFirst(Int(offset)).prefix(Int(limit)))
        },
        Method("ReplaceQueue", in: "uris", "start", "play") {
          [self] (_: Call, uris: [String], start: UInt32, play: Bool) async throws in
          try await take("ReplaceQueue", uris.busValue, start.busValue, play.busValue)
        },
        Method("Enqueue", in: "uris", "after", out: "entries") {
          [self] (_: Call, uris: [String], after: ObjectPath) async throws -> [ObjectPath] in
          try await take("Enqueue", uris.busValue, after.busValue)
          return uris.indices.compactMap { ObjectPath(ObjectPaths.entry(100 + UInt64($0))) }
        },
        Method("Dequeue", in: "entries") { [self] (_: Call, entries: [ObjectPath]) async throws in
          try await take("Dequeue", entries.busValue)
        },
        Method("MoveEntry", in: "entry", "after") {
          [self] (_: Call, entry: ObjectPath, after: ObjectPath) async throws in
          try await take("MoveEntry", entry.busValue, after.busValue)
        },
        Method("ClearQueue") { [self] (_: Call) async throws in try await take("ClearQueue") },
      ],
      properties: [
        Property("Length", UInt32.self), Property("CurrentIndex", UInt32.self),
        Property("LastError", String.self),
      ])
  }

  private func writable<Value: BusConvertible>(_ name: MemberName, _ type: Value.Type) -> Property {
    Property(
      name, type,
      write: { [self] (_, value: Value) async throws in
        try await take(name.rawValue, value.busValue)
        await connection.publish(
          [name: value.busValue], of: "org.mpris.MediaPlayer2.Player", at: "/org/mpris/MediaPlayer2")
      })
  }
}
