import Bus
import Contract
import Model
import Playback
import Sync

/// `org.soulplayer.Queue`.
enum QueueInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.queue)
  private static let longestPart: UInt32 = 1000

  static func make(_ player: Player, covers: CoverFetcher) -> Interface {
    Interface(
      name,
      methods: [
        Method("Entries", in: "offset", "limit", out: "entries") {
          (_: Call, offset: UInt32, limit: UInt32) -> RecordList in
          guard limit <= longestPart else {
            throw BusFailure.invalidArguments("limit takes 0 to \(longestPart), not \(limit).")
          }
          do throws(PlaybackError) {
            let entries = try await player.entries(from: Int(offset), limit: Int(limit))
            covers.show(entries.compactMap(\.track))
            return RecordList(entries) { $0.write(to: &$1) }
          } catch { throw BusFailure(error) }
        },
        Method("ReplaceQueue", in: "uris", "start", "play") {
          (_: Call, uris: [String], start: UInt32, play: Bool) in
          do throws(PlaybackError) {
            try await player.replaceQueue(uris, start: Int(start), play: play)
          } catch { throw BusFailure(error) }
        },
        Method("Enqueue", in: "uris", "after", out: "entries") {
          (_: Call, uris: [String], after: ObjectPath) -> [ObjectPath] in
          let after = try entry(orNone: after)
          do throws(PlaybackError) {
            return try await player.enqueue(uris, after: after).map(\.path)
          } catch { throw BusFailure(error) }
        },
        Method("Dequeue", in: "entries") { (_: Call, entries: [ObjectPath]) in
          let entries = try entries.map(entry)
          do throws(PlaybackError) { try await player.dequeue(entries) } catch { throw BusFailure(error) }
        },
        Method("MoveEntry", in: "entry", "after") { (_: Call, moved: ObjectPath, after: ObjectPath) in
          let moved = try entry(moved)
          let after = try entry(orNone: after)
          do throws(PlaybackError) {
            try await player.move(moved, after: after)
          } catch { throw BusFailure(error) }
        },
        Method("ClearQueue") { (_: Call) in await player.clearQueue() },
      ],
      properties: [
        Property("Length", UInt32.self),
        Property("Current", ObjectPath.self),
        Property("CurrentIndex", UInt32.self),
        Property("LastError", String.self),
      ])
  }

  static func values(of state: PlayerState) -> [MemberName: BusValue] {
    let none = ObjectPath(stringLiteral: ObjectPaths.none)
    return [
      "Length": UInt32(clamping: state.queueLength).busValue,
      "Current": (state.current?.entry.id.path ?? none).busValue,
      "CurrentIndex": UInt32(clamping: state.currentIndex).busValue,
      "LastError": state.lastError.busValue,
    ]
  }

  private static func entry(_ path: ObjectPath) throws(BusFailure) -> QueueEntry.ID {
    guard let id = QueueEntry.ID(path: path) else {
      throw BusFailure(.notFound, "\(path) is no entry of the queue; Entries lists them.")
    }
    return id
  }

  private static func entry(orNone path: ObjectPath) throws(BusFailure) -> QueueEntry.ID? {
    path.rawValue == ObjectPaths.none ? nil : try entry(path)
  }
}
