public import Model

/// What `Pipeline` tells, in order. An item that was replaced says nothing any more.
public enum PipelineEvent: Sendable, Equatable {
  /// This item is now what sounds: after a load, and at a gapless hand-over. Once an item, before all its others.
  case started(item: UInt64, duration: MediaTime?)
  /// The duration is known, or known better.
  case durationChanged(item: UInt64, MediaTime)
  /// Playing or paused has been reached. From here `position` moves on if `playing`, else it stays.
  case settled(item: UInt64, playing: Bool, position: MediaTime)
  /// A seek has landed. Of several seeks in a row only the last tells.
  case seeked(item: UInt64, position: MediaTime)
  /// Something else than `setVolume`, the desktop's mixer, changed the volume. Cubic, 0 is silent, 1 is full.
  case volumeChanged(Double)
  /// Nothing is left to be heard until more bytes come: the position stays here. `settled` tells when it goes on.
  case stalled(item: UInt64, position: MediaTime)
  /// The item's sound ends at this position, long before its duration: its file is cut off or broken. Told before
  /// `ended`, or the `started` of the next; a seek back may come in between.
  case brokeOff(item: UInt64, position: MediaTime)
  /// The item was heard to its end and there was no next.
  case ended(item: UInt64)
  /// The item cannot be played on, and was heard, or to be heard, up to this position; `nil` where a broken sink can't
  /// tell. The pipeline is stopped, and the sound device released. A next item that fails is told once the item before it
  /// was heard to its end, in place of that item's `ended`.
  case failed(item: UInt64, AudioError, position: MediaTime?)
}
