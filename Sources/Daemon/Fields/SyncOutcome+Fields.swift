import Bus
import Contract
import Library

extension SyncOutcome {
  /// A sync's result as the contract has it.
  var fields: VariantMap {
    var fields = VariantMap()
    fields[.added] = UInt64(max(0, added))
    fields[.updated] = UInt64(max(0, updated))
    fields[.removed] = UInt64(max(0, deleted))
    fields[.unchanged] = UInt64(max(0, unchanged))
    return fields
  }
}
