public import Executors

/// What can go wrong on the bus, on this side of it or on the other.
public enum BusError: Error, Hashable {
  /// There is no session bus to be found: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR names one.
  case noSessionBus
  /// The bus at `address` can't be reached or turned the connection down.
  case connectionFailed(address: String, reason: String)
  /// A connection has a thread of its own, and the system grants none.
  case noThread(ExecutorError)
  /// The connection was closed, or the bus ended.
  case disconnected
  /// No reply came in time.
  case noReply(destination: String, member: String)
  /// The other side answered with an error.
  case remote(name: String, message: String)
  /// What was to be sent can't be a message.
  case unencodable(String)
  /// What was received can't be made values of.
  case unreadable(String)
  /// These properties have no value yet, so that no name can be owned: `path interface.property`.
  case unpublishedProperties([String])
  /// The task that waited was cancelled.
  case cancelled
}

extension BusError: CustomStringConvertible {
  public var description: String { message }

  /// A sentence for people: what happened, where, and what to do where there is something.
  public var message: String {
    switch self {
    case .noSessionBus:
      "There is no session bus: set DBUS_SESSION_BUS_ADDRESS, or start one with dbus-run-session."
    case .connectionFailed(let address, let reason):
      "The bus at \(address) can't be reached: \(reason)."
    case .noThread(let error): error.message
    case .disconnected: "The connection to the bus is closed."
    case .noReply(let destination, let member): "\(destination) didn't answer \(member) in time."
    case .remote(let name, let message): message.isEmpty ? name : message
    case .unencodable(let reason): "The message can't be sent: \(reason)."
    case .unreadable(let reason): "The message can't be read: \(reason)."
    case .unpublishedProperties(let names):
      "These properties have no value yet: \(names.joined(separator: ", "))."
    case .cancelled: "The call was cancelled."
    }
  }
}
