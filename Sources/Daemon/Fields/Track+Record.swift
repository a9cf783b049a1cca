import Bus
import Contract
import Model

extension Track {
  /// Writes the track as the contract has it; what is not known is left out.
  func write(to record: inout RecordWriter) {
    write(as: .track(id), to: &record)
  }

  /// Writes the track with `availability` beside the other fields: where the track is, source by source.
  func writeDetails(to record: inout RecordWriter) {
    write(to: &record)
    record.set(FieldName.availability.rawValue, records: availabilities) { availability, record in
      record.set(.source, ObjectPath(ObjectPaths.source(availability.source.rawValue)))
      record.set(.status, availability.status.rawValue)
      record.set(.path, availability.path)
    }
  }

  /// - Parameter uri: what plays the track where it stands.
  func write(as uri: PlayableURI, to record: inout RecordWriter) {
    record.set(.uri, uri.description)
    record.set(.id, UInt64(id.rawValue))
    record.set(.title, title)
    record.set(.artist, artists)
    record.set(.albumArtist, albumArtists)
    record.set(.album, album)
    record.set(.trackNumber, trackNumber.flatMap(UInt32.init(exactly:)))
    record.set(.discNumber, discNumber.flatMap(UInt32.init(exactly:)))
    record.set(.year, year.flatMap(UInt32.init(exactly:)))
    record.set(.genre, genres)
    record.set(.duration, duration?.microseconds)
    record.set(.badge, badge.rawValue)
    record.set(.artURL, coverPath.map { PlayableURI.file(path: $0).description })
    record.set(.rating, rating)
    record.set(.favorite, isFavorite)
    record.set(.playCount, UInt64(max(0, playCount)))
    record.set(.lastPlayed, lastPlayed ?? 0)
    let sources = availabilities.filter { $0.status != .unavailable }.map(\.source)
    record.set(.sources, sources.compactMap { ObjectPath(ObjectPaths.source($0.rawValue)) })
  }
}
