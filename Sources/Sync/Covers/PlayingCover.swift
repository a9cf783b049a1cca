import Model

/// What plays, and the file of the cover that it is shown with.
struct PlayingCover: Hashable {
  var track: Track.ID?
  /// Absolute; `nil` where there is none.
  var path: String?
}
