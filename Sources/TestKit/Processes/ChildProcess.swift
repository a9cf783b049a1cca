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
    let process = Process()
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    let inputPipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = directory.map { URL(filePath: $0, directoryHint: .isDirectory) }
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    process.standardInput = inputPipe
    let latch = ExitLatch()
    process.terminationHandler = { process in
      let status = process.terminationStatus
      latch.set(process.terminationReason == .uncaughtSignal ? .signal(status) : .status(status))
    }
    do {
      try process.run()
    } catch {
      throw .cannotStart(program: program, reason: "\(error)")
    }
    self.latch = latch
    processIdentifier = process.processIdentifier
    output = LineBuffer(reading: outputPipe)
    errors = LineBuffer(reading: errorPipe)
    // A program that is gone by now has read what it wanted.
    try? inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? inputPipe.fileHandleForWriting.close()
  }

  deinit {
    send(SIGKILL)
  }

  /// Waits for its end.
  public func exit() async -> ProcessExit {
    await latch.wait()
  }

  /// Sends a signal, unless it has ended.
  public func send(_ signal: Int32) {
    if latch.exit == nil { kill(processIdentifier, signal) }
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
