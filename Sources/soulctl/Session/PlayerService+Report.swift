import Bus
import Contract

/// What commands tell after they have changed something.
extension PlayerService {
  /// The new state, in one line for people.
  func reportStatus(on console: Console) async throws(CommandFailure) {
    try show(try await status(), on: console)
  }

  /// The new state after a command that forgets the errors before it: one that is there is its own.
  ///
  /// Throws `refused` with `Offline`, or `impossible`, where nothing plays for that error.
  func reportPlaying(on console: Console) async throws(CommandFailure) {
    let status = try await status()
    guard status.playbackStatus != "Stopped" || status.lastError.isEmpty else {
      guard status.track?.text(.badge) == BadgeNames.offline else { throw .impossible(status.lastError) }
      throw .refused(name: ErrorName.offline.rawValue, message: status.lastError)
    }
    try show(status, on: console)
    if !status.lastError.isEmpty, !console.isJSON { console.warn(status.lastError) }
  }

  private func show(_ status: PlayerStatus, on console: Console) throws(CommandFailure) {
    try console.show(status.answer, [StatusText.line(status)])
  }
}

extension PlayerService {
  /// A list of the library.
  /// - Parameters:
  ///   - name: what JSON calls it.
  ///   - table: how people see it.
  ///   - hint: what people are told where there is none; `nil`: what the library lacks.
  func show(
    _ page: Page, as name: FieldName, _ table: ([Record]) -> Table, part: ListPart,
    whenNone hint: String? = nil,
    console: Console
  ) async throws(CommandFailure) {
    try console.show(
      Answer([name: page.records.map(\.fields).busValue, .total: page.total.busValue]),
      page.records.isEmpty
        ? [] : table(page.records).lines(width: console.output.width, style: console.output.style))
    guard !console.isJSON else { return }
    if page.total == 0, let hint {
      console.note(hint)
    } else if page.total == 0 {
      if try await !hintAtImport(on: console) { console.note("Nothing is like that in the library.") }
    } else if page.records.isEmpty {
      console.note("There are only \(page.total).")
    } else if UInt64(page.records.count) < page.total {
      let last = part.offset + page.records.count
      console.note("\(part.offset + 1) to \(last) of \(page.total); --offset and --limit show others.")
    }
  }
}
