/// The entries of a dictionary in the order in which they came or go, and their types.
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

  public let entries: [Entry]
  /// The basic type of the keys.
  public let key: Signature
  /// The single complete type of the values.
  public let value: Signature

  public init(_ entries: [Entry], key: Signature, value: Signature) {
    self.entries = entries
    self.key = key
    self.value = value
  }

  public var signature: Signature {
    if key == .string, value == .variant { return .variantMap }
    return Signature(unchecked: "a{\(key)\(value)}")
  }

  /// The type of an entry, which is none on its own: `{sv}`.
  var entrySignature: String {
    key == .string && value == .variant ? "{sv}" : "{\(key)\(value)}"
  }

  /// The value of the first entry with `key`.
  public subscript(key: String) -> BusValue? {
    entries.first { $0.key == .string(key) }?.value
  }
}

extension BusDictionary: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    guard left.key == right.key, left.value == right.value, left.entries.count == right.entries.count else {
      return false
    }
    if left.entries == right.entries { return true }
    var counts: [Entry: Int] = [:]
    for entry in left.entries { counts[entry, default: 0] += 1 }
    for entry in right.entries {
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
