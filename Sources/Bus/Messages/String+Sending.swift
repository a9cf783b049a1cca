import Glibc

extension String {
  /// Calls `body` with this string as the bus can carry it: each NUL is replaced by U+FFFD.
  func withSendableCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    let count = utf8.count
    let result = try withCString { pointer in strlen(pointer) == count ? try body(pointer) : nil }
    return try result ?? replacingNUL.withCString(body)
  }

  private var replacingNUL: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
