import Bus
import Contract
import Model

extension Album {
  /// Writes the album as the contract has it; what is not known is left out.
  func write(to record: inout RecordWriter) {
    record.set(.id, UInt64(id.rawValue))
    record.set(.uri, PlayableURI.album(id).description)
    record.set(.title, title)
    record.set(.albumArtist, albumArtists)
    record.set(.year, year.flatMap(UInt32.init(exactly:)))
    record.set(.trackCount, UInt64(max(0, trackCount)))
    record.set(.duration, duration.microseconds)
    record.set(.artURL, coverPath.map { PlayableURI.file(path: $0).description })
  }
}
