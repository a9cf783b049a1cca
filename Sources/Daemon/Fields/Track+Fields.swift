import Bus
import Contract
import Model

extension Track {
  /// The track as the contract has it; what is not known is left out.
  var fields: VariantMap {
    // A thousand tracks make up one reply: a map that grows hashes each of its keys again and again.
    var fields = VariantMap(minimumCapacity: 20)
    fields[.id] = UInt64(id.rawValue)
    fields[.uri] = PlayableURI.track(id).description
    fields[.title] = title
    fields[.artist] = artists
    fields[.albumArtist] = albumArtists
    fields[.album] = album
    fields[.trackNumber] = trackNumber.flatMap(UInt32.init(exactly:))
    fields[.discNumber] = discNumber.flatMap(UInt32.init(exactly:))
    fields[.year] = year.flatMap(UInt32.init(exactly:))
    fields[.genre] = genres
    fields[.duration] = duration?.microseconds
    fields[.badge] = badge.rawValue
    fields[.artURL] = coverPath.map { PlayableURI.file(path: $0).description }
    fields[.rating] = rating
    fields[.favorite] = isFavorite
    fields[.playCount] = UInt64(max(0, playCount))
    fields[.lastPlayed] = lastPlayed ?? 0
    fields[.sources] = availabilities.compactMap { ObjectPath(ObjectPaths.source($0.source.rawValue)) }
    return fields
  }

  /// The fields with `availability` beside them: where the track is, source by source.
  var detailedFields: VariantMap {
    var fields = fields
    fields[.availability] = availabilities.map { availability in
      var fields = VariantMap()
      fields[.source] = ObjectPath(ObjectPaths.source(availability.source.rawValue))
      fields[.status] = availability.status.rawValue
      fields[.path] = availability.path
      return fields
    }
    return fields
  }
}
