import GRDB

extension LibraryTotals {
  init(_ database: Database) throws {
    let available = try PlaceSelection(database, available: true)
    let all = try PlaceSelection(database)
    self.init(tracks: all.trackCount, available: available.trackCount)
  }
}
