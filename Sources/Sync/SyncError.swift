public import Library
public import Servers

/// Why a sync did not succeed. What it had written by then stays, and the next one goes on from there.
public enum SyncError: Error, Hashable, Sendable {
  case server(ServerError)
  case library(LibraryError)
  case cancelled

  init(_ error: ServerError) {
    self = error == .cancelled ? .cancelled : .server(error)
  }

  init(_ error: LibraryError) {
    self = error == .cancelled ? .cancelled : .library(error)
  }
}

extension SyncError: CustomStringConvertible {
  /// One or two sentences for a person.
  public var message: String {
    switch self {
    case .server(let error): error.message
    case .library(let error): error.message
    case .cancelled: "The sync was cancelled; the next one goes on where it stopped."
    }
  }

  public var description: String { message }
}
