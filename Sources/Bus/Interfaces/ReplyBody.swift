/// A method's results: values, or, where the first one is of records, all of them in the wire format.
public struct ReplyBody: Sendable {
  private(set) var values: [BusValue] = []
  /// Empty where there are no records.
  private(set) var encoded: [UInt8] = []

  init() {}

  mutating func append(encoded: [UInt8]) {
    precondition(values.isEmpty && self.encoded.isEmpty, "records have to be a method's first result")
    self.encoded = encoded
  }

  mutating func append(_ value: BusValue) {
    guard !encoded.isEmpty else { return values.append(value) }
    var wire = WireWriter(bytes: encoded)
    encoded = []
    wire.append(basic: value)
    encoded = wire.bytes
  }
}
