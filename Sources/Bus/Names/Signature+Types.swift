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
  /// No type on its own.
  static let variantEntry = Signature(unchecked: "{sv}")
}
