/// A Swift type that crosses the bus as one complete type.
public protocol BusConvertible: BusResult {
  var busValue: BusValue { get }
  /// `nil` when `busValue` isn't of this type, or holds what this type doesn't allow.
  init?(busValue: BusValue)

  /// A dictionary of such values by name. There is one for each type; only `BusValue` has its own.
  static func busDictionary(of map: [String: Self]) -> BusDictionary
  /// `nil` when `dictionary` isn't one of such values by name.
  static func map(of dictionary: BusDictionary) -> [String: Self]?
}

/// `a{sv}`: the form of every optional argument and of every record.
public typealias VariantMap = [String: BusValue]

extension BusConvertible {
  public func append(to body: inout ReplyBody) {
    body.append(busValue)
  }

  public static func busDictionary(of map: [String: Self]) -> BusDictionary {
    let entries = map.map { BusDictionary.Entry(key: .string($0.key), value: $0.value.busValue) }
    return BusDictionary(entries, key: .string, value: busSignature)
  }

  /// Of entries with the same name the last one counts.
  public static func map(of dictionary: BusDictionary) -> [String: Self]? {
    guard dictionary.key == .string, dictionary.value == busSignature else { return nil }
    let entries = dictionary.entries
    var map = [String: Self](minimumCapacity: entries.count)
    for entry in entries {
      guard case .string(let name) = entry.key, let value = Self(busValue: entry.value) else { return nil }
      map[name] = value
    }
    return map
  }
}
