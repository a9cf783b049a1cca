/// One interface of one object: its table and the last published state.
final class ExportedInterface {
  let table: Interface
  /// The published values, a place for each property of the table.
  private var values: [BusValue?]

  init(_ table: Interface) {
    self.table = table
    values = Array(repeating: nil, count: table.properties.count)
  }

  /// The properties that have no value yet.
  var unpublished: [MemberName] {
    zip(table.properties, values).filter { $0.read == nil && $1 == nil }.map(\.0.name)
  }

  var isComplete: Bool { unpublished.isEmpty }

  /// The value of the property at `index` in the table; `nil` before it is published.
  func value(at index: Int) -> BusValue? {
    table.properties[index].read?() ?? values[index]
  }

  /// All that can be answered, in the table's order.
  var allValues: [(MemberName, BusValue)] {
    table.properties.indices.compactMap { index in
      value(at: index).map { (table.properties[index].name, $0) }
    }
  }

  /// Takes over new values.
  /// - Returns: those that are to be told, in the table's order: what had a value and has another one now.
  func publish(_ new: [MemberName: BusValue]) -> [(Property, BusValue)] {
    var changes: [(index: Int, value: BusValue)] = []
    for (name, value) in new {
      guard let index = table.propertyIndex(name) else {
        preconditionFailure("\(table.name) has no property \(name)")
      }
      let property = table.properties[index]
      precondition(property.read == nil, "\(table.name).\(name) is computed, not published")
      precondition(
        value.signature == property.signature,
        "\(table.name).\(name) is \"\(property.signature)\", not \"\(value.signature)\"")
      let old = values[index]
      guard old != value else { continue }
      values[index] = value
      if old != nil { changes.append((index, value)) }
    }
    changes.sort { $0.index < $1.index }
    return changes.map { (table.properties[$0.index], $0.value) }
  }

  static func dictionary(_ values: [(MemberName, BusValue)]) -> BusDictionary {
    BusDictionary(
      values.map { BusDictionary.Entry(key: .string($0.rawValue), value: .variant($1)) }, key: .string,
      value: .variant)
  }
}
