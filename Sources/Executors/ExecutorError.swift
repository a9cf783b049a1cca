/// What the system refused.
public enum ExecutorError: Error, Hashable {
  /// No thread could be started, for this reason: a limit of the person's or the unit's, or no memory.
  case noThread(reason: String)
}

extension ExecutorError: CustomStringConvertible {
  public var description: String { message }

  /// A sentence for people, with what to do.
  public var message: String {
    switch self {
    case .noThread(let reason):
      "No thread can be started: \(reason). End other programs, or raise the limit of processes "
        + "(“ulimit -u”; TasksMax= of a systemd unit)."
    }
  }
}
