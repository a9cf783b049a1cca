import Foundation
import GRDB

/// A value in one of the forms that SQLite keeps.
///
/// Rows by the thousand are made of these: as existentials, which GRDB takes arguments as, their making and copying
/// took an eighth of a sync.
enum ColumnValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)

  init(_ value: Int64?) { self = value.map(ColumnValue.integer) ?? .null }
  init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
  init(_ value: Bool) { self = .integer(value ? 1 : 0) }
  init(_ value: Double?) { self = value.map(ColumnValue.real) ?? .null }
  init(_ value: String?) { self = value.map(ColumnValue.text) ?? .null }
  init(_ value: Data?) { self = value.map(ColumnValue.blob) ?? .null }

  fileprivate func bind(to statement: Statement, at place: Int32) -> Int32 {
    switch self {
    case .null: Int64?.none.bind(to: statement.sqliteStatement, at: place)
    case .integer(let value): value.bind(to: statement.sqliteStatement, at: place)
    case .real(let value): value.bind(to: statement.sqliteStatement, at: place)
    case .text(let value): value.bind(to: statement.sqliteStatement, at: place)
    case .blob(let value): value.bind(to: statement.sqliteStatement, at: place)
    }
  }
}

extension Statement {
  /// Runs it with all of its arguments.
  func execute(binding values: some Collection<ColumnValue>) throws {
    // Resets it, and tells GRDB that the arguments are not its business.
    setUncheckedArguments(StatementArguments())
    var place: Int32 = 0
    for value in values {
      place += 1
      let code = value.bind(to: self, at: place)
      guard code == ResultCode.SQLITE_OK.rawValue else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql)
      }
    }
    try execute()
  }
}
