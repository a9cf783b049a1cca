public import Executors

/// Why the daemon does not start.
public enum DaemonError: Error, CustomStringConvertible {
  case configuration(ConfigurationError)
  /// The library can't be opened, in one sentence.
  case library(String)
  /// The session bus or a name on it can't be had, in one sentence.
  case bus(String)
  /// A folder of the player's own can't be made.
  case folder(path: String, reason: String)
  /// The system grants no thread.
  case thread(ExecutorError)

  public var description: String {
    switch self {
    case .configuration(let error): error.description
    case .library(let sentence), .bus(let sentence): sentence
    case .folder(let path, let reason):
      "The folder \(path) can't be made: \(reason). Free the place, give yourself the permission, or set XDG_CACHE_HOME."
    case .thread(let error): error.message
    }
  }
}
