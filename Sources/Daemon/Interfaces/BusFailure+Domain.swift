import Bus
import Contract
import Library
import Playback
import Scan

/// The one place where what can go wrong becomes a D-Bus error (DESIGN §6).
extension BusFailure {
  init(_ name: ErrorName, _ message: String) {
    self.init(name: name.rawValue, message: message)
  }

  init(_ error: PlaybackError) {
    switch error {
    case .unknownURI, .outOfRange: self = .invalidArguments(error.description)
    case .notFound, .noSuchEntry: self.init(.notFound, error.description)
    case .notPlayable, .unknownFormat: self.init(.notPlayable, error.description)
    case .offline: self.init(.offline, error.description)
    case .library(let error): self.init(error)
    }
  }

  init(_ error: LibraryError) {
    switch error {
    case .notFound: self.init(.notFound, error.message)
    case .storageFull: self.init(.storageFull, error.message)
    case .conflict: self.init(.conflict, error.message)
    case .newer, .damaged, .notOpenable, .readOnly, .locked, .cancelled, .failed:
      self.init(.failed, error.message)
    }
  }
}
