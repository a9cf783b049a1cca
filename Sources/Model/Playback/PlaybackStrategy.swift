/// From where a track is played: a pure rule over what is known now (DESIGN §4).
public enum PlaybackStrategy {
  /// - Parameters:
  ///   - availabilities: every source that knows the track.
  ///   - sources: the sources as they are now; an availability of one that isn't here does not count.
  /// - Returns: what can be played, the best first, each with all servers that have the same file; empty means
  ///   "Offline".
  public static func renditions(for availabilities: [Availability], sources: [Source]) -> [Rendition] {
    var groups: [(sha256: [UInt8]?, candidates: [PlaybackCandidate])] = []
    for place in places(for: availabilities, sources: sources) {
      if place.isStream, let sha256 = place.sha256,
        let same = groups.firstIndex(where: { $0.sha256 == sha256 })
      {
        groups[same].candidates.append(place.candidate)
      } else {
        groups.append((place.isStream ? place.sha256 : nil, [place.candidate]))
      }
    }
    return groups.map { Rendition($0.candidates) }
  }

  private struct Place {
    let rank: Int
    let source: Source.ID
    let candidate: PlaybackCandidate
    let sha256: [UInt8]?

    var isStream: Bool {
      if case .stream = candidate { true } else { false }
    }
  }

  /// The best first.
  private static func places(for availabilities: [Availability], sources: [Source]) -> [Place] {
    availabilities
      .compactMap { availability in
        guard let source = sources.first(where: { $0.id == availability.source }),
          let rank = rank(of: availability, from: source),
          let candidate = candidate(for: availability)
        else { return nil }
        return Place(rank: rank, source: source.id, candidate: candidate, sha256: availability.sha256)
      }
      .sorted { ($1.rank, $0.source) < ($0.rank, $1.source) }
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
