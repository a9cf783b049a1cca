/// A Swift type that a method can return as one complete type.
public protocol BusResult: Sendable {
  /// The single complete type of every value.
  static var busSignature: Signature { get }

  /// Appends this value to the results that are there already.
  func append(to body: inout ReplyBody)
}
