/// What a test's surroundings can fail at.
public enum TestKitError: Error, Equatable {
  case commandFailed(command: String, status: Int32, message: String)
}
