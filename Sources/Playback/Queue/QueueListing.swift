public import Model

/// An entry as a list of the queue shows it.
public struct QueueListing: Sendable {
  public let entry: QueueEntry
  /// `nil` for a file that is not in the library, and for a track that no longer is.
  public let track: Track?
  public let title: String
}
