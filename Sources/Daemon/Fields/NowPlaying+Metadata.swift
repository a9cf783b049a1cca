import Bus
import Contract
import Foundation
import Model
import Playback

extension NowPlaying {
  /// MPRIS `Metadata_Map`; what is not known is left out.
  var metadata: VariantMap {
    var map = VariantMap()
    map[metadata: .trackID] = entry.id.path
    map[metadata: .length] = duration?.microseconds
    map[metadata: .artURL] = coverPath.map { PlayableURI.file(path: $0).description }
    map[metadata: .url] = url
    map[metadata: .title] = title
    map[metadata: .artist] = artists
    map[metadata: .albumArtist] = albumArtists
    map[metadata: .album] = album
    map[metadata: .genre] = genres
    map[metadata: .composer] = composers
    map[metadata: .trackNumber] = trackNumber.flatMap(Int32.init(exactly:))
    map[metadata: .discNumber] = discNumber.flatMap(Int32.init(exactly:))
    map[metadata: .contentCreated] = year.flatMap(Self.date)
    map[metadata: .userRating] = rating
    map[metadata: .useCount] = Int32(clamping: playCount)
    map[metadata: .lastUsed] = lastPlayed.map {
      Date(timeIntervalSince1970: TimeInterval($0)).formatted(.iso8601)
    }
    return map
  }

  /// ISO 8601 as MPRIS' guidelines have it; only the year is known.
  private static func date(_ year: Int) -> String? {
    guard (1...9999).contains(year) else { return nil }
    let digits = String(year)
    return String(repeating: "0", count: 4 - digits.count) + digits + "-01-01T00:00:00Z"
  }
}

extension NowPlaying? {
  /// Without a track there is still a map: some shells drop a player for good whose metadata is empty.
  var metadata: VariantMap {
    if let self { return self.metadata }
    var map = VariantMap()
    map[metadata: .trackID] = ObjectPath(stringLiteral: ObjectPaths.noTrack)
    return map
  }
}
