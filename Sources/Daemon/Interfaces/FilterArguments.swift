import Bus
import Contract
import Library
import Model

/// Reads the `a{sv}` of a list's filter: an unknown key, a wrong type or a value out of its range is `InvalidArgs`.
enum FilterArguments {
  private static let largestLimit: UInt32 = 1000

  /// - Throws: `BusFailure` `InvalidArgs`, with the key and what it takes.
  static func filter<Order>(
    _ arguments: VariantMap, orders: Order.Type
  ) throws(BusFailure) -> ListFilter<Order>
  where Order: RawRepresentable<String> & CaseIterable & Hashable & Sendable {
    var filter = ListFilter<Order>()
    for (key, value) in arguments {
      switch FieldName(rawValue: key) {
      case .source: filter.source = try source(value)
      case .available: filter.available = try OptionArguments.read(value, key, "a boolean")
      case .badge:
        let name: String = try OptionArguments.read(value, key, "a string")
        filter.badge = try choice(name, key)
      case .album: filter.album = Album.ID(rawValue: try identifier(value, key))
      case .artist: filter.artist = Artist.ID(rawValue: try identifier(value, key))
      case .playlist: filter.playlist = Playlist.ID(rawValue: try identifier(value, key))
      case .order:
        let name: String = try OptionArguments.read(value, key, "a string")
        filter.order = try choice(name, key) as Order
      case .offset:
        let offset: UInt32 = try OptionArguments.read(value, key, "a uint32")
        filter.offset = Int(offset)
      case .limit:
        let limit: UInt32 = try OptionArguments.read(value, key, "a uint32")
        guard limit <= largestLimit else {
          throw .invalidArguments("“limit” takes 0 to \(largestLimit), not \(limit).")
        }
        filter.limit = Int(limit)
      default:
        throw .invalidArguments(
          "A filter has no key “\(key.prefix(40))”; its keys are source, available, badge, album, artist, playlist, "
            + "order, offset and limit.")
      }
    }
    return filter
  }

  private static func identifier(_ value: BusValue, _ key: String) throws(BusFailure) -> Int64 {
    let number: UInt64 = try OptionArguments.read(value, key, "an id")
    return Int64(clamping: number)
  }

  private static func source(_ value: BusValue) throws(BusFailure) -> Source.ID {
    let path: ObjectPath = try OptionArguments.read(
      value, FieldName.source.rawValue, "a source's object path")
    guard let id = Source.ID(ofSourceAt: path) else {
      throw .invalidArguments("“source” takes a source's object path, such as \(ObjectPaths.source(1)).")
    }
    return id
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ key: String
  ) throws(BusFailure) -> Choice {
    guard let choice = Choice(rawValue: name) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidArguments("“\(key)” takes one of \(all), not “\(name.prefix(40))”.")
    }
    return choice
  }
}
