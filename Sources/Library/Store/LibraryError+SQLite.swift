import GRDB

extension LibraryError {
  /// The one place where SQLite's results become errors of ours.
  /// - Parameter action: what was asked, to follow "could not": `list tracks`.
  init(_ error: any Error, path: String, action: String) {
    switch error {
    case let known as LibraryError:
      self = known
    case is CancellationError:
      self = .cancelled
    case let refused as DatabaseError:
      self.init(refused, path: path, action: action)
    case is RowDecodingError:
      self = .damaged(path: path, reason: "a row holds what it never can")
    default:
      self = .failed(action: action, reason: String(describing: error))
    }
  }

  private init(_ error: DatabaseError, path: String, action: String) {
    let reason = error.message ?? String(describing: error.resultCode)
    // The shared-memory file can't grow: that too is a full disk, though SQLite calls it an I/O error.
    if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
      self = .storageFull(path: path)
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .storageFull(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, reason: reason)
    case .SQLITE_CANTOPEN: self = .notOpenable(path: path, reason: reason)
    case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
    default: self = .failed(action: action, reason: reason)
    }
  }
}
