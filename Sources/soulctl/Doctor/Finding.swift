import Bus
import Contract

/// What one check found, as `soulplayerd --check --json` prints it and `soulctl doctor --json` does.
struct Finding: Codable, Equatable {
  enum State: String, Codable {
    case ok, warning, error
  }

  /// The check's name: the same from version to version.
  let check: String
  let state: State
  let message: String
  /// What to do; empty where all is well.
  let advice: String

  init(_ check: String, _ state: State, _ message: String, advice: String = "") {
    self.check = check
    self.state = state
    self.message = message
    self.advice = advice
  }

  var fields: VariantMap {
    [
      FieldName.check.rawValue: check.busValue, FieldName.state.rawValue: state.rawValue.busValue,
      FieldName.message.rawValue: message.busValue, FieldName.advice.rawValue: advice.busValue,
    ]
  }

  func lines(style: Style) -> [String] {
    let mark =
      switch state {
      case .ok: "✓"
      case .warning: style.bold("!")
      case .error: style.red("✗")
      }
    let first = "\(mark) \(VisibleText.of(message))"
    return advice.isEmpty ? [first] : [first, "  " + style.bold("→") + " \(VisibleText.of(advice))"]
  }
}
