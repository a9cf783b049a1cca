import Bus
import Contract

/// One `a{sv}` of the contract, read by its names: a track, an album, an artist, an entry of the queue.
///
/// A key that is absent or of another type than the contract says reads as unknown: a newer daemon may say more
/// than this program knows.
struct Record {
  let fields: VariantMap

  func text(_ name: FieldName) -> String? {
    fields[name.rawValue].flatMap { String(busValue: $0) }
  }

  func texts(_ name: FieldName) -> [String] {
    fields[name.rawValue].flatMap { [String](busValue: $0) } ?? []
  }

  func number(_ name: FieldName) -> Int64? {
    fields[name.rawValue]?.integer
  }

  func flag(_ name: FieldName) -> Bool {
    fields[name.rawValue].flatMap { Bool(busValue: $0) } ?? false
  }

  func path(_ name: FieldName) -> ObjectPath? {
    fields[name.rawValue].flatMap { ObjectPath(busValue: $0) }
  }

  func records(_ name: FieldName) -> [Record] {
    (fields[name.rawValue].flatMap { [VariantMap](busValue: $0) } ?? []).map(Record.init)
  }
}
