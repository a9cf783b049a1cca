import Bus
import Contract

/// What an operation tells of itself (`org.soulplayer.Operation`).
struct OperationState {
  let path: ObjectPath
  private var properties: VariantMap

  init(path: ObjectPath, properties: VariantMap) {
    self.path = path
    self.properties = properties
  }

  var kind: String { text("Kind") }
  var state: String { text("State") }
  var done: UInt64 { properties["Done"].flatMap { UInt64(busValue: $0) } ?? 0 }
  /// 0 = not known.
  var total: UInt64 { properties["Total"].flatMap { UInt64(busValue: $0) } ?? 0 }
  var detail: String { text("Detail") }
  var error: String { text("Error") }
  var message: String { text("Message") }
  var result: Record { Record(fields: properties["Result"].flatMap { VariantMap(busValue: $0) } ?? [:]) }
  var isRunning: Bool { state == "running" }

  mutating func take(_ changed: VariantMap) {
    properties.merge(changed) { $1 }
  }

  /// By the contract's names.
  var fields: VariantMap {
    [
      FieldName.operation.rawValue: path.busValue, FieldName.kind.rawValue: kind.busValue,
      FieldName.state.rawValue: state.busValue, FieldName.done.rawValue: done.busValue,
      FieldName.total.rawValue: total.busValue, FieldName.detail.rawValue: detail.busValue,
    ]
  }

  private func text(_ property: String) -> String {
    properties[property].flatMap { String(busValue: $0) } ?? ""
  }
}
