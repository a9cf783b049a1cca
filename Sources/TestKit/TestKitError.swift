/// What a test's surroundings can fail at.
public enum TestKitError: Error, Equatable {
  case commandFailed(command: String, exit: ProcessExit, message: String)
  /// Not in `PATH`; `scripts/install-deps build play test` installs what the tests need.
  case noSuchProgram(String)
  case cannotStart(program: String, reason: String)
  /// A program's output ended before what was waited for.
  case endedBefore(String)
}
