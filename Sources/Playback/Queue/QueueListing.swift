public import Model

/// An entry as a list of the queue shows it.
public struct QueueListing: Sendable {
  public let entry: QueueEntry
  /// `nil` for a file that is not in the library, and for a track that no longer is.
  public let track: Track?
  /// What is known of the entry where there is no `track`: of a file what its tags say, once they are read.
  public let description: NowPlaying
}
