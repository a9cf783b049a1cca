import GRDB

/// Rows that go into one table together.
///
/// A statement that fires triggers makes SQLite keep a journal of every page it touches, written to disk again
/// for each statement: a row at a time that was three quarters of an import.
struct BulkInsert {
  /// Far below SQLite's limit of 32,766 arguments a statement for the widest table.
  private static let rowsPerStatement = 250

  private let table: String
  private let columns: [String]
  private var values: [ColumnValue] = []
  private var full: Statement?

  init(into table: String, _ columns: [String]) {
    self.table = table
    self.columns = columns
  }

  /// - Parameter row: the values in the order of the columns.
  mutating func add(_ row: [ColumnValue]) {
    precondition(row.count == columns.count, "\(table) has \(columns.count) columns, not \(row.count)")
    values += row
  }

  /// Whether what has been added is worth a statement.
  var isFull: Bool { values.count >= Self.rowsPerStatement * columns.count }

  /// Writes what has been added, in that order.
  mutating func flush(_ database: Database) throws {
    var rest = values[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.rowsPerStatement * columns.count)
      try statement(rows: part.count / columns.count, database).execute(binding: part)
      rest = rest[part.endIndex...]
    }
    values.removeAll(keepingCapacity: true)
  }

  /// Only the full length comes again; the rests would fill the cache with all other ones.
  private mutating func statement(rows: Int, _ database: Database) throws -> Statement {
    guard rows == Self.rowsPerStatement else { return try database.makeStatement(sql: sql(rows: rows)) }
    if let full { return full }
    let statement = try database.cachedStatement(sql: sql(rows: rows))
    full = statement
    return statement
  }

  private func sql(rows: Int) -> String {
    let row = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
    let all = Array(repeating: row, count: rows).joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(all)"
  }
}

extension Database {
  /// The id that the next row of a table gets, for rows that refer to each other before they are written.
  func nextID(in table: String) throws -> Int64 {
    let last = try Int64.fetchOne(
      self, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [table])
    return (last ?? 0) + 1
  }
}
