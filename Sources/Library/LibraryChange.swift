public import Model

/// A committed change that somebody who shows the library has to know of.
public enum LibraryChange: Hashable, Sendable {
  /// Tracks, albums or artists are other ones than before, or other things are known of them.
  case tracks(LibraryTotals)
  /// Tracks went with a folder or a server: what still names them names nothing.
  case tracksRemoved
  /// The library's folders, as they are now.
  case folders([LibraryFolder])
  /// The sources, as they are now: one was added, renamed, removed, made active, went online or offline, or was
  /// synced.
  case sources([SourceDetails])
}
