import Contract

/// A track for people; control characters are made visible.
enum TrackText {
  /// What is called by nothing better is called by its URI.
  static func title(_ track: Record) -> String {
    VisibleText.of(track.text(.title) ?? track.text(.uri) ?? "")
  }

  static func artist(_ track: Record) -> String {
    VisibleText.of(track.texts(.artist).joined(separator: ", "))
  }

  static func line(_ track: Record) -> String {
    let artist = artist(track)
    return artist.isEmpty ? title(track) : "\(artist) – \(title(track))"
  }
}
