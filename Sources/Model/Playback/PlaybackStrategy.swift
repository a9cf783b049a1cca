/// From where a track is played: a pure rule over what is known now (DESIGN §4).
public enum PlaybackStrategy {
  /// - Parameters:
  ///   - availabilities: every source that knows the track.
  ///   - sources: the sources as they are now; an availability of one that isn't here does not count.
  /// - Returns: the places it can be played from, best first; empty means "Offline".
  public static func candidates(for availabilities: [Availability], sources: [Source]) -> [PlaybackCandidate]
  {
    availabilities
      .compactMap { availability -> (rank: Int, candidate: PlaybackCandidate, source: Source.ID)? in
        guard let source = sources.first(where: { $0.id == availability.source }),
          let rank = rank(of: availability, from: source),
          let candidate = candidate(for: availability)
        else { return nil }
        return (rank, candidate, source.id)
      }
      .sorted { ($1.rank, $0.source) < ($0.rank, $1.source) }
      .map(\.candidate)
  }

  private static func rank(of availability: Availability, from source: Source) -> Int? {
    switch availability.status {
    case .localFile: 100
    case .cached: 90
    case .streamOnly: source.isOnline ? (source.isActive ? 50 : 40) : nil
    case .unavailable: nil
    }
  }

  private static func candidate(for availability: Availability) -> PlaybackCandidate? {
    switch availability.status {
    case .localFile, .cached:
      availability.path.map { .file(path: $0, source: availability.source) }
    case .streamOnly:
      availability.serverFileID.map { .stream(serverFileID: $0, source: availability.source) }
    case .unavailable:
      nil
    }
  }
}
