/// One numbered step of a schema: a file that is never edited once it is released.
public struct Migration: Sendable {
  /// 1, 2, 3 … without a gap; the database says in `PRAGMA user_version` which one it has.
  public let version: Int
  /// What the file's name says of it.
  public let name: String
  private let file: [UInt8]

  /// The statements, to be executed in one transaction.
  public var sql: String { String(decoding: file, as: UTF8.self) }

  /// The steps to the schema of the player's library, in order.
  public static let player = [
    Migration(version: 1, name: "library", file: PackageResources.v001_library_sql),
    Migration(version: 2, name: "servers", file: PackageResources.v002_servers_sql),
  ]
}
