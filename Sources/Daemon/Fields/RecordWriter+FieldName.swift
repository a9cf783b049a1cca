import Bus
import Contract

extension RecordWriter {
  /// Writes a field of the vocabulary; `nil` leaves it out.
  mutating func set<Value: RecordValue>(_ name: FieldName, _ value: Value?) {
    if let value { set(name.rawValue, value) }
  }
}
