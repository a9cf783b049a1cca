import Bus
import Contract
import Model

extension Artist {
  /// The artist as the contract has one.
  var fields: VariantMap {
    var fields = VariantMap()
    fields[.id] = UInt64(id.rawValue)
    fields[.uri] = PlayableURI.artist(id).description
    fields[.name] = name
    fields[.albumCount] = UInt64(max(0, albumCount))
    fields[.trackCount] = UInt64(max(0, trackCount))
    return fields
  }
}
