/// The entries of a dictionary, in the order in which they came where they came over the bus, and their types.
///
/// Equality doesn't see the order: a dictionary of the bus has none.
public struct BusDictionary: Sendable {
  public struct Entry: Sendable, Hashable {
    public let key: BusValue
    public let value: BusValue

    public init(key: BusValue, value: BusValue) {
      self.key = key
      self.value = value
    }
  }

  /// A map of variants is kept as it is, and is written as it is.
  enum Storage: Sendable {
    case entries([Entry])
    case variants(VariantMap)
  }

  let storage: Storage
  /// The basic type of the keys.
  public let key: Signature
  /// The single complete type of the values.
  public let value: Signature

  public init(_ entries: [Entry], key: Signature, value: Signature) {
    storage = .entries(entries)
    self.key = key
    self.value = value
  }

  public init(_ map: VariantMap) {
    storage = .variants(map)
    key = .string
    value = .variant
  }

  public var entries: [Entry] {
    switch storage {
    case .entries(let entries): entries
    case .variants(let map): map.map { Entry(key: .string($0.key), value: .variant($0.value)) }
    }
  }

  /// `nil` for other types than `a{sv}`. Of entries with the same key the last one counts.
  var variantMap: VariantMap? {
    guard key == .string, value == .variant else { return nil }
    switch storage {
    case .variants(let map): return map
    case .entries(let entries):
      var map = VariantMap(minimumCapacity: entries.count)
      for entry in entries {
        guard case .string(let name) = entry.key, case .variant(let value) = entry.value else { return nil }
        map[name] = value
      }
      return map
    }
  }

  public var signature: Signature {
    if key == .string, value == .variant { return .variantMap }
    return Signature(unchecked: "a{\(key)\(value)}")
  }

  /// The type of an entry, which is none on its own: `{sv}`.
  var entrySignature: Signature {
    if key == .string, value == .variant { return .variantEntry }
    return Signature(unchecked: "{\(key)\(value)}")
  }

  /// The value of the first entry with `key`.
  public subscript(key: String) -> BusValue? {
    switch storage {
    case .entries(let entries): entries.first { $0.key == .string(key) }?.value
    case .variants(let map): map[key].map(BusValue.variant)
    }
  }
}

extension BusDictionary: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    if case .variants(let left) = left.storage, case .variants(let right) = right.storage {
      return left == right
    }
    guard left.key == right.key, left.value == right.value else { return false }
    let (leftEntries, rightEntries) = (left.entries, right.entries)
    guard leftEntries.count == rightEntries.count else { return false }
    if leftEntries == rightEntries { return true }
    var counts: [Entry: Int] = [:]
    for entry in leftEntries { counts[entry, default: 0] += 1 }
    for entry in rightEntries {
      guard let count = counts[entry], count > 0 else { return false }
      counts[entry] = count - 1
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
    // A sum, because equal dictionaries may list their entries in different orders.
    hasher.combine(entries.reduce(0) { $0 &+ $1.hashValue })
  }
}
