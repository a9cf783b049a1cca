import Bus
import Contract

/// MPRIS and the queue.
extension PlayerService {
  func player(_ member: MemberName, _ arguments: BusValue...) async throws(CommandFailure) {
    _ = try await call(member, of: InterfaceNames.player, at: ObjectPaths.mediaPlayer, arguments)
  }

  func setPlayer(_ property: String, to value: BusValue) async throws(CommandFailure) {
    try await set(property, of: InterfaceNames.player, at: ObjectPaths.mediaPlayer, to: value)
  }

  func playerProperties() async throws(CommandFailure) -> VariantMap {
    try await properties(of: InterfaceNames.player, at: ObjectPaths.mediaPlayer)
  }

  /// Throws `impossible` with `reason` where this property of the player, a `Can…`, is false.
  func requirePlayer(_ ability: String, else reason: String) async throws(CommandFailure) {
    let isPossible: Bool = try value(ability, in: try await playerProperties())
    if !isPossible { throw .impossible(reason) }
  }

  func status() async throws(CommandFailure) -> PlayerStatus {
    let player = try await playerProperties()
    let queue = try await properties(of: InterfaceNames.queue, at: ObjectPaths.service)
    let length: UInt32 = try value("Length", in: queue)
    let index: UInt32 = try value("CurrentIndex", in: queue)
    let track = index < length ? try await entries(offset: Int(index), limit: 1).first : nil
    return PlayerStatus(
      playbackStatus: try value("PlaybackStatus", in: player), position: try value("Position", in: player),
      rate: try value("Rate", in: player), volume: try value("Volume", in: player),
      loopStatus: try value("LoopStatus", in: player), shuffle: try value("Shuffle", in: player),
      track: track,
      queueLength: length, currentIndex: index, lastError: try value("LastError", in: queue))
  }

  /// Entries of the queue, however many.
  func entries(offset: Int, limit: Int) async throws(CommandFailure) -> [Record] {
    var entries: [Record] = []
    while entries.count < limit {
      let size = min(limit - entries.count, Self.pageSize)
      let reply = try await call(
        "Entries", of: InterfaceNames.queue, at: ObjectPaths.service,
        [UInt32(clamping: offset + entries.count).busValue, UInt32(size).busValue])
      let page: [VariantMap] = try result(0, of: reply, from: "Entries")
      entries += page.map(Record.init)
      if page.count < size { break }
    }
    return entries
  }

  func queuePlace() async throws(CommandFailure) -> QueuePlace {
    let queue = try await properties(of: InterfaceNames.queue, at: ObjectPaths.service)
    let length: UInt32 = try value("Length", in: queue)
    let current: UInt32 = try value("CurrentIndex", in: queue)
    return QueuePlace(length: Int(length), current: Int(current))
  }

  /// The object path of an entry.
  /// - Parameter number: its place, from 1, as `queue list` shows it.
  func entryPath(_ number: Int) async throws(CommandFailure) -> ObjectPath {
    try await entryPaths(number...number)[0]
  }

  func entryPaths(_ numbers: ClosedRange<Int>) async throws(CommandFailure) -> [ObjectPath] {
    let entries = try await entries(offset: numbers.lowerBound - 1, limit: numbers.count)
    guard entries.count == numbers.count else {
      let length = try await queuePlace().length
      throw .notFound("There is no entry \(numbers.upperBound): the queue has \(length).")
    }
    let paths = entries.compactMap { $0.path(.entry) }
    guard paths.count == entries.count else { throw .unexpectedAnswer(from: "Entries") }
    return paths
  }

  func queue(_ member: MemberName, _ arguments: BusValue...) async throws(CommandFailure) -> [BusValue] {
    try await call(member, of: InterfaceNames.queue, at: ObjectPaths.service, arguments)
  }
}
