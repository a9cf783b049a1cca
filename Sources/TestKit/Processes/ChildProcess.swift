import Foundation
import Glibc

/// A real program that a test starts, watches and ends.
///
/// It is killed when the last reference to it goes, so that a failed test leaves nothing running.
public final class ChildProcess: Sendable {
  private let latch: ExitLatch
  public let output: LineBuffer
  public let errors: LineBuffer
  public let processIdentifier: Int32

  /// - Parameters:
  ///   - program: a path, or a name that is looked up in `PATH` of `environment`.
  ///   - environment: all of it; nothing is inherited.
  ///   - input: what its standard input holds, at most 64 KiB.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil,
    input: String = ""
  ) throws(TestKitError) {
    guard let path = Self.path(of: program, in: environment) else { throw .noSuchProgram(program) }
    let child = try SpawnRequest(
      path: path, arguments: arguments, environment: environment, directory: directory
    ).start()
    let latch = ExitLatch(process: child.process)
    self.latch = latch
    processIdentifier = child.process
    output = LineBuffer(reading: child.output)
    errors = LineBuffer(reading: child.errors)
    Thread.detachNewThread { latch.reap() }
    // A program that is gone by now has read what it wanted.
    let handle = FileHandle(fileDescriptor: child.input, closeOnDealloc: true)
    try? handle.write(contentsOf: Data(input.utf8))
    try? handle.close()
  }

  deinit {
    send(SIGKILL)
  }

  public var hasExited: Bool {
    latch.exit != nil
  }

  /// Sends a signal, unless it has ended.
  public func send(_ signal: Int32) {
    latch.send(signal)
  }

  /// Waits for its end.
  public func exit() async -> ProcessExit {
    await withCheckedContinuation { continuation in
      latch.whenSet { continuation.resume(returning: $0) }
    }
  }

  /// Runs the action at its end, or at once where it has ended.
  public func whenExited(_ action: @escaping @Sendable (ProcessExit) -> Void) {
    latch.whenSet(action)
  }

  /// Runs a program to its end; it is killed when the task is cancelled.
  public static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil,
    input: String = ""
  ) async throws(TestKitError) -> CommandResult {
    let child = try ChildProcess(
      program, arguments, environment: environment, directory: directory, input: input)
    return await withTaskCancellationHandler {
      let exit = await child.exit()
      return CommandResult(exit: exit, output: await child.output.text(), errors: await child.errors.text())
    } onCancel: {
      child.send(SIGKILL)
    }
  }

  private static func path(of program: String, in environment: [String: String]) -> String? {
    if program.contains("/") { return program }
    return (environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }
}
