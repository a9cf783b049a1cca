import Bus
import Contract

/// What a signal of the daemon means to somebody who watches it.
enum ServiceChange: Hashable {
  /// The player or the queue.
  case status
  case library
  case source(ObjectPath)
  case sourceRemoved(ObjectPath)
  case operation(ObjectPath)

  /// The word for scripts.
  var name: String {
    switch self {
    case .status: "status"
    case .library: "library"
    case .source: "source"
    case .sourceRemoved: "source-removed"
    case .operation: "operation"
    }
  }

  /// - Returns: `nil` for a signal that tells nothing new.
  init?(_ signal: SignalMessage) {
    switch signal.member {
    case "PropertiesChanged":
      guard case .string(let interface)? = signal.arguments.first else { return nil }
      self.init(changeOf: interface, at: signal.path)
    case "Seeked": self = .status
    case "LibraryChanged": self = .library
    case "InterfacesAdded":
      guard signal.arguments.count == 2, case .objectPath(let path) = signal.arguments[0],
        case .dictionary(let interfaces) = signal.arguments[1]
      else { return nil }
      if interfaces[InterfaceNames.source] != nil {
        self = .source(path)
      } else if interfaces[InterfaceNames.operation] != nil {
        self = .operation(path)
      } else {
        return nil
      }
    case "InterfacesRemoved":
      guard signal.arguments.count == 2, case .objectPath(let path) = signal.arguments[0],
        let interfaces = [String](busValue: signal.arguments[1]), interfaces.contains(InterfaceNames.source)
      else { return nil }
      self = .sourceRemoved(path)
    default: return nil
    }
  }

  private init?(changeOf interface: String, at path: ObjectPath) {
    switch interface {
    case InterfaceNames.player, InterfaceNames.queue: self = .status
    case InterfaceNames.source: self = .source(path)
    case InterfaceNames.operation: self = .operation(path)
    default: return nil
    }
  }
}
