import Model

/// What the pipeline has been given for one entry of the queue.
struct LoadedItem {
  /// The number that the pipeline's events name it by.
  let id: UInt64
  let entry: QueueEntry
  /// Where else the track can be had, when this place fails.
  var remaining: ArraySlice<PlaybackCandidate>
  /// Where its sound ends too early: its file is cut off or broken.
  var brokeOff: MediaTime?
}
