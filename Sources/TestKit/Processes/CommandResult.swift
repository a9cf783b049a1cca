/// What a command that ran to its end left behind.
public struct CommandResult: Sendable {
  public let exit: ProcessExit
  public let output: String
  public let errors: String

  /// The output without the line feed at its end.
  public var line: String {
    output.hasSuffix("\n") ? String(output.dropLast()) : output
  }
}
