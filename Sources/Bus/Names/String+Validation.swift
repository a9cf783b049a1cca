import CDBus
import Glibc

extension String {
  /// Whether one of libdbus' checks takes this string. A NUL would hide the rest from it, so none is taken.
  func isValid(
    by check: (UnsafePointer<CChar>?, UnsafeMutablePointer<DBusError>?) -> dbus_bool_t
  ) -> Bool {
    let count = utf8.count
    return withCString { strlen($0) == count && check($0, nil) != 0 }
  }
}
