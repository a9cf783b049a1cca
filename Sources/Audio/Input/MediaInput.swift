public import Model

/// Where an item's bytes come from.
public enum MediaInput: Sendable {
  /// An absolute path of a regular file.
  case file(path: String)
  /// Bytes by offset; `name` stands for them in messages.
  case bytes(any ByteSource, name: String)

  /// What messages call it.
  var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    }
  }
}
