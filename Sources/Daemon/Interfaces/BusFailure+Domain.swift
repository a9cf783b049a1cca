import Bus
import Contract
import Keyring
import Library
import Playback
import Scan
import Servers
import Sync

/// The one place where what can go wrong becomes a D-Bus error (DESIGN §6).
extension BusFailure {
  init(_ name: ErrorName, _ message: String) {
    self.init(name: name.rawValue, message: message)
  }

  init(_ error: PlaybackError) {
    switch error {
    case .unknownURI, .outOfRange: self = .invalidArguments(error.description)
    case .notFound, .noSuchPlaylist, .emptyPlaylist, .noSuchEntry: self.init(.notFound, error.description)
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

  init(_ error: ServerError) {
    switch error {
    case .invalidAddress, .badAuthorityFile: self = .invalidArguments(error.message)
    case .insecure: self.init(.insecure, error.message)
    case .noServer, .notFound: self.init(.notFound, error.message)
    case .unreachable, .wrongScheme: self.init(.unreachable, error.message)
    case .notSignedIn: self.init(.notSignedIn, error.message)
    case .signInRefused: self.init(.signInRefused, error.message)
    case .keyring(let error): self.init(error)
    case .tooManySignIns, .denied, .unsupported, .cursorExpired, .rateLimited, .failed, .malformed, .changed,
      .cancelled:
      self.init(.failed, error.message)
    }
  }

  init(_ error: SyncError) {
    switch error {
    case .server(let error): self.init(error)
    case .library(let error): self.init(error)
    case .cancelled: self.init(.failed, error.message)
    }
  }

  init(_ error: KeyringError) {
    switch error {
    case .locked, .promptDismissed: self.init(.keyringLocked, error.message)
    case .absent, .libraryMissing, .timedOut, .failed: self.init(.keyringUnavailable, error.message)
    }
  }
}
