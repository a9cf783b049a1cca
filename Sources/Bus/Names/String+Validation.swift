import CDBus

extension String {
  /// Whether one of libdbus' checks takes this string. A NUL would hide the rest from it, so none is taken.
  func isValid(
    by check: (UnsafePointer<CChar>?, UnsafeMutablePointer<DBusError>?) -> dbus_bool_t
  ) -> Bool {
    !utf8.contains(0) && withCString { check($0, nil) } != 0
  }
}
