import Contract

/// What came out of an import, for people.
enum ImportText {
  static func lines(_ result: Record, style: Style) -> [String] {
    let counts: [(FieldName, String)] = [
      (.added, "added"), (.updated, "updated"), (.renamed, "renamed"), (.unavailable, "no longer available"),
      (.unchanged, "unchanged"),
    ]
    let line = counts.compactMap { name, text in result.number(name).map { "\($0) \(text)" } }
      .joined(separator: ", ")
    let failures = result.records(.failures)
    guard !failures.isEmpty else { return [line] }
    let files = failures.count == 1 ? "1 file or folder" : "\(failures.count) files or folders"
    return [line, style.red("\(files) could not be read:")]
      + failures.map { failure in
        "  \(VisibleText.of(failure.text(.path) ?? "")): \(VisibleText.of(failure.text(.reason) ?? ""))"
      }
  }
}
