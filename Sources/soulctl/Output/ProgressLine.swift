/// One line of a terminal that is written over while an operation runs.
struct ProgressLine {
  private static let barWidth = 24

  /// - Parameters:
  ///   - done: in the operation's own unit.
  ///   - total: 0 = not known.
  ///   - detail: what is being worked on.
  ///   - width: columns of the screen, ≥ 1; the line stays one short of it, so that it never wraps.
  static func text(done: UInt64, total: UInt64, detail: String, width: Int) -> String {
    let figures: String
    if total > 0 {
      let share = min(1, Double(done) / Double(total))
      let filled = Int((share * Double(barWidth)).rounded(.down))
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
      figures = "\(bar) \(Int((share * 100).rounded(.down))) %  \(done)/\(total)"
    } else {
      figures = "\(done)"
    }
    return DisplayWidth.clip(figures + "  " + VisibleText.of(detail), to: max(1, width - 1))
  }

  /// Goes before each text: to the line's beginning, and the old text away.
  static let rewind = "\r\u{1B}[K"
}
