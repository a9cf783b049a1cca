extension String {
  /// Calls `body` with this string as the bus can carry it: each NUL is replaced by U+FFFD.
  func withSendableCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    guard utf8.contains(0) else { return try withCString(body) }
    return try replacingNUL.withCString(body)
  }

  private var replacingNUL: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
