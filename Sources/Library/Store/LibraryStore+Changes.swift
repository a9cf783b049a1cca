extension LibraryStore {
  /// What changes from now on, after each commit, for as long as the stream is listened to; `close` ends it.
  ///
  /// Any number can listen. An import announces each of its batches: who tells others has to hold that back.
  public func changes() -> AsyncStream<LibraryChange> {
    announcements.stream()
  }
}
