import Bus
import Contract
import Model
import Playback

extension QueueListing {
  /// Writes the entry as the contract has it: the track's fields as far as they are known.
  func write(to record: inout RecordWriter) {
    record.set(.entry, entry.id.path)
    if let track {
      track.write(as: entry.uri, to: &record)
    } else {
      record.set(.uri, entry.uri.description)
      description.write(to: &record)
    }
  }
}

extension NowPlaying {
  /// Writes what is known of a file that is not in the library.
  fileprivate func write(to record: inout RecordWriter) {
    record.set(.title, title)
    record.set(.artist, artists)
    record.set(.albumArtist, albumArtists)
    record.set(.album, album)
    record.set(.trackNumber, trackNumber.flatMap(UInt32.init(exactly:)))
    record.set(.discNumber, discNumber.flatMap(UInt32.init(exactly:)))
    record.set(.year, year.flatMap(UInt32.init(exactly:)))
    record.set(.genre, genres)
    record.set(.duration, duration?.microseconds)
  }
}
