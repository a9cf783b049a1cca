import Bus
import Contract
import Model
import Playback

extension QueueListing {
  /// The entry as the contract has it: the track's fields as far as they are known.
  var fields: VariantMap {
    var fields = track?.fields ?? description.fields
    fields[.entry] = entry.id.path
    fields[.uri] = entry.uri.description
    return fields
  }
}

extension NowPlaying {
  /// What is known of a file that is not in the library.
  fileprivate var fields: VariantMap {
    var fields = VariantMap()
    fields[.title] = title
    fields[.artist] = artists
    fields[.albumArtist] = albumArtists
    fields[.album] = album
    fields[.trackNumber] = trackNumber.flatMap(UInt32.init(exactly:))
    fields[.discNumber] = discNumber.flatMap(UInt32.init(exactly:))
    fields[.year] = year.flatMap(UInt32.init(exactly:))
    fields[.genre] = genres
    fields[.duration] = duration?.microseconds
    return fields
  }
}
