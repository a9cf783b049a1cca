import Bus
import Contract
import Model

extension Album {
  /// The album as the contract has it; what is not known is left out.
  var fields: VariantMap {
    var fields = VariantMap()
    fields[.id] = UInt64(id.rawValue)
    fields[.uri] = PlayableURI.album(id).description
    fields[.title] = title
    fields[.albumArtist] = albumArtists
    fields[.year] = year.flatMap(UInt32.init(exactly:))
    fields[.trackCount] = UInt64(max(0, trackCount))
    fields[.duration] = duration.microseconds
    fields[.artURL] = coverPath.map { PlayableURI.file(path: $0).description }
    return fields
  }
}
