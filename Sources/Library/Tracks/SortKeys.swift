import Model

/// The sort keys of names that come again and again in a batch.
struct SortKeys {
  /// What has no name stands last.
  private static let unnamed = "\u{10FFFF}"

  private var keys: [String: String] = [:]

  mutating func key(_ name: String?) -> String {
    guard let name, !name.isEmpty else { return Self.unnamed }
    if let key = keys[name] { return key }
    let key = SortKey.of(name)
    keys[name] = key
    return key
  }

  mutating func key(_ names: [String]) -> String {
    key(names.joined(separator: " "))
  }
}
