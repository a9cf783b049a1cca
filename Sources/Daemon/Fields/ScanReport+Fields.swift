import Bus
import Contract
import Scan

extension ScanReport {
  /// The result of an import as the contract has it.
  var fields: VariantMap {
    var fields = VariantMap()
    fields[.added] = UInt64(added)
    fields[.updated] = UInt64(updated)
    fields[.renamed] = UInt64(renamed)
    fields[.unavailable] = UInt64(unavailable)
    fields[.unchanged] = UInt64(unchanged)
    fields[.failures] = failures.map { failure in
      var fields = VariantMap()
      fields[.path] = failure.path
      fields[.reason] = failure.reason
      return fields
    }
    return fields
  }
}
