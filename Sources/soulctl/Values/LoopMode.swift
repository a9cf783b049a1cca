import ArgumentParser

/// What is played again at its end.
enum LoopMode: String, CaseIterable, ExpressibleByArgument {
  case none, track, playlist

  /// MPRIS `Loop_Status`.
  var busName: String {
    switch self {
    case .none: "None"
    case .track: "Track"
    case .playlist: "Playlist"
    }
  }
}
