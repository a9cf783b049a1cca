import Foundation

/// A program of the system that a test uses beside what it tests.
public enum Command {
  /// Runs the program to its end.
  /// - Parameters:
  ///   - name: looked up in `PATH`.
  ///   - environment: added to this process's.
  /// - Returns: its standard output.
  /// - Throws: `TestKitError.commandFailed` where it can't start or its exit code isn't 0.
  @discardableResult
  public static func run(
    _ name: String, _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: nobody has to read while the program runs.
    let folder = try TemporaryFolder()
    let output = URL(fileURLWithPath: try folder.write([], to: "output"))
    let errors = URL(fileURLWithPath: try folder.write([], to: "errors"))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        done.resume(throwing: error)
      }
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw TestKitError.commandFailed(
        command: ([name] + arguments).joined(separator: " "), status: process.terminationStatus,
        message: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
