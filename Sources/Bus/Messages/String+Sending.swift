import Glibc

extension String {
  /// This string as the bus can carry it: each NUL is replaced by U+FFFD.
  var withoutNUL: String {
    let count = utf8.count
    if withCString({ strlen($0) == count }) { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
