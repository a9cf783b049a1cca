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
  func show(_ answer: Answer, _ lines: @autoclosure () -> [String]) {
    if isJSON {
      output.print(answer.json)
    } else {
      lines().forEach(output.print)
    }
  }

  /// Tells a person something beside the result. Scripts that read JSON are not told.
  func note(_ message: String) {
    guard !isJSON else { return }
    errors.print(errors.style.dim(VisibleText.of(message)))
  }

  /// Tells of something that went wrong without stopping the command.
  func warn(_ message: String) {
    errors.print("soulctl: " + VisibleText.of(message))
  }

  func report(_ failure: CommandFailure) {
    report(name: failure.name, message: failure.message, text: failure.message)
  }

  /// - Parameters:
  ///   - usage: what is wrong with the command line, in a sentence.
  ///   - full: the same with the command's usage.
  func report(usage: String, full: String) {
    report(name: CommandFailure.usage(usage).name, message: usage, text: nil)
    if !isJSON { errors.print(full) }
  }

  private func report(name: String, message: String, text: String?) {
    if isJSON {
      output.print(Answer([.error: .string(name), .message: .string(message)]).json)
    } else if let text {
      errors.print(errors.style.red("soulctl:") + " " + VisibleText.of(text))
    }
  }
}
