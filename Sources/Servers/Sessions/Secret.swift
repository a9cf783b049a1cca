/// A password or token. It shows itself to nobody: not in descriptions, dumps or logs.
public struct Secret: Hashable, Sendable {
  /// The secret itself, for what sends or stores it.
  let text: String

  public init(_ text: String) {
    self.text = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "(secret)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
