public import Library

/// Why a scan ended before its end. What it had written by then stays.
public enum ScanError: Error, Hashable, Sendable {
  /// The task that scanned was cancelled.
  case cancelled
  /// The library could not be read or written.
  case library(LibraryError)

  init(_ error: LibraryError) {
    self = error == .cancelled ? .cancelled : .library(error)
  }
}

extension ScanError: CustomStringConvertible {
  /// A sentence for a person.
  public var message: String {
    switch self {
    case .cancelled:
      "The scan was cancelled. What it had found by then is in the library; scan again for the rest."
    case .library(let error): error.message
    }
  }

  public var description: String { message }
}
