import Bus
import Contract

/// Where a command's answer goes: results to standard output, as JSON or as text; everything else to standard
/// error.
struct Console {
  let isJSON: Bool
  let environment: [String: String]
  let output: Terminal
  let errors: Terminal

  init(isJSON: Bool, environment: [String: String]) {
    self.isJSON = isJSON
    self.environment = environment
    output = .standardOutput(environment)
    errors = .standardError(environment)
  }

  /// - Parameters:
  ///   - answer: the result for scripts.
  ///   - lines: the result for people; fit for a terminal.
  func show(_ answer: Answer, _ lines: @autoclosure () -> [String]) throws(CommandFailure) {
    if isJSON {
      try output.print(answer.json)
    } else {
      for line in lines() { try output.print(line) }
    }
  }

  /// Tells a person something beside the result. Scripts that read JSON are not told.
  func note(_ message: String) {
    guard !isJSON else { return }
    tell(errors.style.dim(VisibleText.of(message)))
  }

  /// Tells of something that went wrong without stopping the command.
  func warn(_ message: String) {
    tell("soulctl: " + VisibleText.of(message))
  }

  func report(_ failure: CommandFailure) {
    report(failure, text: errors.style.red("soulctl:") + " " + VisibleText.of(failure.message))
  }

  /// - Parameters:
  ///   - failure: what scripts are told.
  ///   - text: what people are told; fit for a terminal.
  func report(_ failure: CommandFailure, text: String) {
    guard isJSON else { return tell(text) }
    do {
      try output.print(Answer(failure).json)
    } catch {
      tell(text)
    }
  }

  /// Who can't be told on standard error can't be told anywhere.
  private func tell(_ line: String) {
    try? errors.print(line)
  }
}
