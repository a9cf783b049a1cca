/// What the shell is told.
enum ExitStatus: Int32 {
  case done = 0
  /// The daemon refused it, or it failed.
  case failed = 1
  /// The command line makes no sense.
  case usage = 2
  /// No daemon, no bus, or the daemon went away.
  case noDaemon = 3
  case notFound = 4
  case offline = 5
  /// Sign-in or keyring.
  case signIn = 6
}
