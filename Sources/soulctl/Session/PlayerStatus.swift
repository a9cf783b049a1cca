import Bus
import Contract

/// What the player does now.
struct PlayerStatus {
  /// MPRIS `Playback_Status`.
  let playbackStatus: String
  /// Microseconds.
  let position: Int64
  let rate: Double
  /// 0…1.
  let volume: Double
  /// MPRIS `Loop_Status`.
  let loopStatus: String
  let shuffle: Bool
  /// The current entry of the queue.
  let track: Record?
  let queueLength: UInt32
  /// From 0; equals `queueLength` where there is no current entry.
  let currentIndex: UInt32
  /// Empty where all is well.
  let lastError: String

  var answer: Answer {
    var fields: [FieldName: BusValue] = [
      .playbackStatus: playbackStatus.busValue, .position: position.busValue, .rate: rate.busValue,
      .volume: volume.busValue, .loopStatus: loopStatus.busValue, .shuffle: shuffle.busValue,
      .length: queueLength.busValue, .currentIndex: currentIndex.busValue, .lastError: lastError.busValue,
    ]
    if let track { fields[.track] = track.fields.busValue }
    return Answer(fields)
  }
}
