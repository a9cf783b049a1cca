import Bus
import Contract
import Model
import Playback

extension QueueListing {
  /// The entry as the contract has it: the track's fields as far as they are known.
  var fields: VariantMap {
    var fields = track?.fields ?? VariantMap()
    fields[.entry] = entry.id.path
    fields[.uri] = entry.uri.description
    fields[.title] = title
    return fields
  }
}
