/// What became of a request for a name.
public enum NameReply: Sendable, Hashable {
  case owned
  /// Another connection has it, or had it a moment ago: then `nil`.
  case taken(by: BusName?)
}
