/// Why the daemon's life ends well.
public enum ExitReason: Sendable, Equatable {
  /// SIGTERM, SIGINT or SIGHUP.
  case signal(Int32)
  /// MPRIS `Quit`.
  case quit
  /// The session bus is gone, and the session with it.
  case busClosed
  /// Another instance has the names.
  case alreadyRunning(name: String)
}
