/// What can go wrong with the library, as its user has to hear it.
public enum LibraryError: Error, Hashable, Sendable {
  /// A later version of the program has written the file. It is left as it is.
  case newer(path: String, found: Int, known: Int)
  /// The file is not a library, or no longer a whole one. It is left as it is.
  case damaged(path: String, reason: String)
  /// The file or its folder can't be made or opened.
  case notOpenable(path: String, reason: String)
  /// The file system is full; nothing of the change was written.
  case storageFull(path: String)
  /// The file, its folder or the file system takes no writes.
  case readOnly(path: String)
  /// Another process holds the file.
  case locked(path: String)
  /// The task that asked was cancelled before the answer was there.
  case cancelled
  /// The change would contradict what is there; the sentence says what and what to do.
  case conflict(String)
  /// What the change names is not in the library.
  case notFound(String)
  /// SQLite refused for a reason that none of the others names; nothing of the change was written.
  case failed(action: String, reason: String)
}

extension LibraryError: CustomStringConvertible {
  /// One sentence for a person, and what to do where something can be done.
  public var message: String {
    switch self {
    case .newer(let path, let found, let known):
      "The library \(path) was written by a newer Soul Player (schema \(found); this one knows up to \(known)): "
        + "update Soul Player. The file was not touched."
    case .damaged(let path, let reason):
      "The library \(path) is damaged (\(reason)): move it away or restore a copy, then start again. "
        + "The file was not touched."
    case .notOpenable(let path, let reason):
      "The library \(path) can't be opened (\(reason)): check the folder and its permissions."
    case .storageFull(let path):
      "There is no space left for the library \(path): free some and try again. Nothing was lost."
    case .readOnly(let path):
      "The library \(path) can't be written: check the permissions of the file, its folder and its disk."
    case .locked(let path):
      "Another program holds the library \(path): close it and try again."
    case .cancelled:
      "The request to the library was cancelled."
    case .conflict(let sentence):
      sentence
    case .notFound(let what):
      "There is no \(what) in the library."
    case .failed(let action, let reason):
      "The library could not \(action): \(reason)."
    }
  }

  public var description: String { message }
}
