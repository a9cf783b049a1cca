/// Writes one record, `a{sv}`, after the other: each a number of names with a value each.
///
/// A list of thousands of records is one reply. A `VariantMap` for each, and each of its values as a `BusValue`, take
/// longer than all the rest of the reply: this puts the values where they go at once.
public struct RecordWriter {
  var wire = WireWriter()

  init() {}

  /// Writes a value of the record.
  /// - Parameter name: one that the record doesn't have yet.
  public mutating func set(_ name: String, _ value: some RecordValue) {
    begin(name, type(of: value).busSignature)
    value.write(to: &self)
  }

  /// Writes a list of records as a value of the record.
  /// - Parameter write: writes one of `items`.
  public mutating func set<Item>(
    _ name: String, records items: [Item], _ write: (Item, inout RecordWriter) -> Void
  ) {
    begin(name, RecordList.busSignature)
    append(items, write)
  }

  mutating func append<Item>(_ items: [Item], _ write: (Item, inout RecordWriter) -> Void) {
    let list = wire.beginArray(alignedTo: 4)
    for item in items { append(item, write) }
    wire.end(list)
  }

  mutating func append<Item>(_ item: Item, _ write: (Item, inout RecordWriter) -> Void) {
    let record = wire.beginArray(alignedTo: 8)
    write(item, &self)
    wire.end(record)
  }

  private mutating func begin(_ name: String, _ type: Signature) {
    wire.align(to: 8)
    wire.append(name)
    wire.append(type)
  }
}
