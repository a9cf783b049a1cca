import ArgumentParser

/// What a list is sorted by: one of the contract's names for it.
enum OrderName {
  static func help(_ names: [String]) -> ArgumentHelp {
    ArgumentHelp("Sort by \(names.joined(separator: ", ")).", valueName: "order")
  }

  /// - Throws: `ValidationError` for a name that isn't among `names`.
  static func check(_ name: String?, among names: [String]) throws {
    guard let name, !names.contains(name) else { return }
    throw ValidationError("“\(name)” is no order. There are: \(names.joined(separator: ", ")).")
  }
}
