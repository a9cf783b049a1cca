extension BusValue {
  /// This value as JSON on one line.
  ///
  /// Dictionaries are objects, arrays and structures are arrays, variants are what they hold. A number that
  /// isn't finite and a file descriptor are `null`. 64-bit integers are written in full.
  /// - Parameter sortingKeys: whether the keys of each object are sorted; else they are in the value's order.
  public func jsonText(sortingKeys: Bool = false) -> String {
    var writer = JSONWriter(sortsKeys: sortingKeys)
    writer.append(self)
    return writer.text
  }
}
