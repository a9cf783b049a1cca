/// What `PropertiesChanged` says of a property: the annotation
/// `org.freedesktop.DBus.Property.EmitsChangedSignal` of the specification.
public enum EmitsChanged: String, Sendable {
  /// Each change, with the new value.
  case value = "true"
  /// Each change, without the value.
  case invalidates
  /// Nothing: who wants to know has to ask.
  case never = "false"
  /// The value never changes while the object exists.
  case constant = "const"
}
