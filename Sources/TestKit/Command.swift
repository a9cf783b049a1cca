import Foundation

/// A program of the system that a test uses beside what it tests.
public enum Command {
  /// Runs the program to its end.
  /// - Parameters:
  ///   - name: looked up in `PATH`.
  ///   - environment: added to this process's.
  /// - Returns: its standard output.
  /// - Throws: `TestKitError.commandFailed` where its exit code isn't 0.
  @discardableResult
  public static func run(
    _ name: String, _ arguments: [String], environment: [String: String] = [:]
  ) async throws(TestKitError) -> String {
    let result = try await ChildProcess.run(
      name, arguments, environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
    guard result.exit == .status(0) else {
      throw .commandFailed(
        command: ([name] + arguments).joined(separator: " "), exit: result.exit, message: result.errors)
    }
    return result.output
  }
}
