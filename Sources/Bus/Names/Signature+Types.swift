extension Signature {
  static let byte = Signature(unchecked: "y")
  static let boolean = Signature(unchecked: "b")
  static let int16 = Signature(unchecked: "n")
  static let uint16 = Signature(unchecked: "q")
  static let int32 = Signature(unchecked: "i")
  static let uint32 = Signature(unchecked: "u")
  static let int64 = Signature(unchecked: "x")
  static let uint64 = Signature(unchecked: "t")
  static let double = Signature(unchecked: "d")
  static let string = Signature(unchecked: "s")
  static let objectPath = Signature(unchecked: "o")
  static let signature = Signature(unchecked: "g")
  static let unixFD = Signature(unchecked: "h")
  static let variant = Signature(unchecked: "v")
  static let variantMap = Signature(unchecked: "a{sv}")

  /// Whether this is one type without parts.
  var isBasic: Bool {
    guard rawValue.utf8.count == 1, let code = rawValue.utf8.first else { return false }
    return Self.basicCodes.contains(code)
  }

  private static let basicCodes = Set("ybnqiuxtdsogh".utf8)
}
