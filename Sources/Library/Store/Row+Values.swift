import GRDB

extension Row {
  /// A column's value, or an error where a damaged file holds another kind of value (GRDB's subscript would trap).
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(at column: Int) throws -> Value {
    try decode(Value.self, atIndex: column)
  }
}

extension Statement {
  /// Reads from the first row, which is valid only inside of `body`; `nil` where there is none.
  func firstRow<Value>(
    _ arguments: StatementArguments, _ body: (Row) throws -> Value
  ) throws -> Value? {
    let rows = try Row.fetchCursor(self, arguments: arguments)
    return try withExtendedLifetime(rows) { try rows.next().map(body) }
  }

  /// Reads all rows; what `body` makes nothing of is left out.
  func allRows<Value>(_ arguments: StatementArguments = [], _ body: (Row) throws -> Value?) throws -> [Value]
  {
    let rows = try Row.fetchCursor(self, arguments: arguments)
    var values: [Value] = []
    while let row = try rows.next() {
      if let value = try body(row) { values.append(value) }
    }
    return values
  }
}
