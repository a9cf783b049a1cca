/// An operation's progress on a terminal; nothing elsewhere.
struct ProgressDisplay {
  private let terminal: Terminal
  private let isShown: Bool

  init(_ terminal: Terminal, isShown: Bool) {
    self.terminal = terminal
    self.isShown = isShown && terminal.isRewritable
  }

  func show(_ operation: OperationState) {
    guard isShown, let width = terminal.width else { return }
    let line = ProgressLine.text(
      done: operation.done, total: operation.total, detail: operation.detail, width: width)
    write(ProgressLine.rewind + line)
  }

  /// Leaves no trace of it.
  func clear() {
    if isShown { write(ProgressLine.rewind) }
  }

  /// What it is the progress of goes on, whether anybody sees it or not.
  private func write(_ text: String) {
    try? terminal.write(text)
  }
}
