import Model

/// Makes a tag's bytes fit for lists, the bus and the database.
enum TagText {
  /// - Returns: valid UTF-8, at most `CleanText.maximumLength` bytes of what is there; `nil` where nothing is left.
  static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var text = String(decoding: bytes.prefix(CleanText.maximumLength), as: UTF8.self)
    if bytes.count > CleanText.maximumLength, text.unicodeScalars.last == "\u{FFFD}" {
      text.unicodeScalars.removeLast()
    }
    return CleanText.cleaned(text)
  }
}
