import Bus
import Contract
import Model
import Playback

/// MPRIS 2.2 `org.mpris.MediaPlayer2.Player`.
enum PlayerInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.player)

  /// - Parameter position: the position now, in microseconds.
  static func make(_ player: Player, position: @escaping @Sendable () -> Int64) -> Interface {
    Interface(
      name,
      methods: [
        Method("Next") { (_: Call) in await player.next() },
        Method("Previous") { (_: Call) in await player.previous() },
        Method("Pause") { (_: Call) in await player.pause() },
        Method("PlayPause") { (_: Call) in
          // Only of this one MPRIS says that it raises an error where CanPause is false.
          guard await player.playPause() else {
            throw BusFailure(.notFound, "The queue is empty: fill it with “soulctl play TEXT” or OpenUri.")
          }
        },
        Method("Stop") { (_: Call) in await player.stop() },
        Method("Play") { (_: Call) in await player.play() },
        Method("Seek", in: "Offset") { (_: Call, offset: Int64) in
          await player.seek(by: MediaTime(microseconds: offset))
        },
        Method("SetPosition", in: "TrackId", "Position") { (_: Call, track: ObjectPath, position: Int64) in
          // A stale track id is no error: the client could not have known (MPRIS).
          guard let entry = QueueEntry.ID(path: track) else { return }
          await player.setPosition(MediaTime(microseconds: position), of: entry)
        },
        Method("OpenUri", in: "Uri") { (_: Call, uri: String) in
          do throws(PlaybackError) { try await player.open(uri) } catch { throw BusFailure(error) }
        },
      ],
      properties: [
        Property("PlaybackStatus", String.self),
        Property(
          "LoopStatus", String.self,
          write: { (_: Call, value: String) in
            guard let loop = LoopStatus(rawValue: value) else {
              throw BusFailure.invalidArguments(
                "LoopStatus takes None, Track or Playlist, not “\(value.prefix(40))”.")
            }
            await player.setLoop(loop)
          }),
        Property(
          "Rate", Double.self,
          write: { (_: Call, rate: Double) in
            do throws(PlaybackError) { try await player.setRate(rate) } catch { throw BusFailure(error) }
          }),
        Property(
          "Shuffle", Bool.self, write: { (_: Call, shuffle: Bool) in await player.setShuffled(shuffle) }),
        Property("Metadata", VariantMap.self),
        Property(
          "Volume", Double.self,
          write: { (_: Call, volume: Double) in
            do throws(PlaybackError) { try await player.setVolume(volume) } catch { throw BusFailure(error) }
          }),
        Property("Position", Int64.self, emits: .never, read: position),
        Property("MinimumRate", Double.self),
        Property("MaximumRate", Double.self),
        Property("CanGoNext", Bool.self),
        Property("CanGoPrevious", Bool.self),
        Property("CanPlay", Bool.self),
        Property("CanPause", Bool.self),
        Property("CanSeek", Bool.self),
        Property("CanControl", Bool.self, emits: .never),
      ],
      signals: [Signal("Seeked", ("Position", Int64.self))])
  }

  static func values(of state: PlayerState) -> [MemberName: BusValue] {
    [
      "PlaybackStatus": state.status.rawValue.busValue,
      "LoopStatus": state.loop.rawValue.busValue,
      "Rate": state.rate.busValue,
      "Shuffle": state.isShuffled.busValue,
      "Metadata": state.current.metadata.busValue,
      "Volume": state.volume.busValue,
      "MinimumRate": PlayerState.rates.lowerBound.busValue,
      "MaximumRate": PlayerState.rates.upperBound.busValue,
      "CanGoNext": state.canGoNext.busValue,
      "CanGoPrevious": state.canGoPrevious.busValue,
      "CanPlay": state.canPlay.busValue,
      "CanPause": state.canPlay.busValue,
      "CanSeek": state.canSeek.busValue,
      "CanControl": true.busValue,
    ]
  }
}
