import Bus

/// A secret as the Secret Service's interface has it, unread.
struct SecretStructure: BusConvertible {
  static let busSignature: Signature = "(oayays)"
  let busValue: BusValue

  init?(busValue: BusValue) {
    guard busValue.signature == Self.busSignature else { return nil }
    self.busValue = busValue
  }
}
