/// One numbered step of a schema: a file that is never edited once it is released.
public struct Migration: Sendable {
  /// 1, 2, 3 … without a gap; the database says which one it has, the player's in `PRAGMA user_version`.
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
    Migration(version: 3, name: "order", file: PackageResources.v003_order_sql),
  ]

  /// The steps to what `soul-server` adds to the player's library, in order; the library's table `server_settings`
  /// says which one it has.
  public static let server = [
    Migration(version: 1, name: "server", file: PackageResources.v001_server_sql)
  ]
}
