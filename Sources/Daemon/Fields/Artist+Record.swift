import Bus
import Contract
import Model

extension Artist {
  /// Writes the artist as the contract has one.
  func write(to record: inout RecordWriter) {
    record.set(.id, UInt64(id.rawValue))
    record.set(.uri, PlayableURI.artist(id).description)
    record.set(.name, name)
    record.set(.albumCount, UInt64(max(0, albumCount)))
    record.set(.trackCount, UInt64(max(0, trackCount)))
  }
}
