/// How a process ended.
public enum ProcessExit: Hashable, Sendable {
  case status(Int32)
  case signal(Int32)
}
