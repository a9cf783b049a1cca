import Bus
import Contract

/// A result for scripts: one JSON object by the contract's names.
struct Answer {
  private var fields: VariantMap

  init(_ fields: [FieldName: BusValue]) {
    self.fields = VariantMap(uniqueKeysWithValues: fields.map { ($0.rawValue, $1) })
  }

  /// The same as one of the lines of `watch`.
  func naming(_ change: ServiceChange) -> Answer {
    var named = self
    named.fields[FieldName.event.rawValue] = change.name.busValue
    return named
  }

  /// One line of JSON, keys sorted.
  var json: String {
    VisibleText.ofJSON(fields.busValue.jsonText(sortingKeys: true))
  }
}

extension Answer {
  init(_ source: SourceState) {
    fields = source.fields
  }

  init(_ failure: CommandFailure) {
    self.init([.error: .string(failure.name), .message: .string(failure.message)])
  }

  /// An operation that failed in part, with the names of its result beside the failure.
  init(_ failure: CommandFailure, _ operation: OperationState) {
    fields = operation.result.fields.merging(Answer(failure).fields) { $1 }
  }

  /// An operation, with the names of its result beside its own once it has ended.
  init(_ operation: OperationState) {
    fields = operation.result.fields.merging(operation.fields) { $1 }
  }
}
