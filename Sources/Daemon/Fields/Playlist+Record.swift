import Bus
import Contract
import Model

extension Playlist {
  /// Writes the playlist as the contract has it.
  func write(to record: inout RecordWriter) {
    record.set(.id, UInt64(id.rawValue))
    record.set(.uri, PlayableURI.playlist(id).description)
    record.set(.name, name)
    record.set(.source, ObjectPath(ObjectPaths.source(source.rawValue)))
    record.set(.trackCount, UInt64(max(0, trackCount)))
  }
}
