public import Model

/// Where an item's bytes come from.
public enum MediaInput: Sendable {
  /// An absolute path of a regular file.
  case file(path: String)
  /// Bytes by offset; `name` stands for them in messages.
  case bytes(any ByteSource, name: String)

  /// A file that can be opened without blocking for ever: regular, readable, not the kernel's, not empty.
  /// - Parameter path: absolute.
  /// - Throws: `AudioError.notFound`, `.notRegularFile`, `.unreadable`, `.damaged`.
  public static func checkedFile(path: String) throws(AudioError) -> MediaInput {
    _ = try MediaFile(path: path)
    return .file(path: path)
  }

  /// What messages call it.
  var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    }
  }
}
