import Audio
import Model

/// What the pipeline has been given for one entry of the queue.
struct LoadedItem {
  /// The number that the pipeline's events name it by.
  let id: UInt64
  let entry: QueueEntry
  let rendition: Rendition
  let input: MediaInput
  /// The places that this entry was played from in vain, and this one's.
  let tried: Set<PlaybackCandidate>
  /// Where its sound ends too early: its file is cut off or broken.
  var brokeOff: MediaTime?

  init(
    id: UInt64, entry: QueueEntry, rendition: Rendition, input: MediaInput,
    after tried: Set<PlaybackCandidate>
  ) {
    self.id = id
    self.entry = entry
    self.rendition = rendition
    self.input = input
    self.tried = tried.union(rendition.candidates)
  }

  var audio: AudioItem { AudioItem(id: id, input: input) }
}
