import Bus
import Contract
import Model

extension Playlist {
  /// The playlist as the contract has it.
  var fields: VariantMap {
    var fields = VariantMap()
    fields[.id] = UInt64(id.rawValue)
    fields[.uri] = PlayableURI.playlist(id).description
    fields[.name] = name
    fields[.source] = ObjectPath(ObjectPaths.source(source.rawValue))
    fields[.trackCount] = UInt64(max(0, trackCount))
    return fields
  }
}
