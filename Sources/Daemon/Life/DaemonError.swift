public import Executors

/// Why the daemon does not start.
public enum DaemonError: Error, CustomStringConvertible {
  case configuration(ConfigurationError)
  case library(String)
  case bus(String)
  case folder(path: String, reason: String)
  case thread(ExecutorError)

  public var description: String {
    switch self {
    case .configuration(let error): error.description
    case .library(let sentence), .bus(let sentence): sentence
    case .folder(let path, let reason): "\(path) can't be made: \(reason)"
    case .thread(let error): error.message
    }
  }
}
