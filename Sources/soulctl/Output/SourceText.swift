import Contract

/// Sources for people: the settings screen as text.
enum SourceText {
  static func screen(_ sources: [SourceState], width: Int?, style: Style) -> [String] {
    var table = Table([
      Table.Column(title: "#", isNumeric: true), Table.Column(title: "NAME", isFlexible: true),
      Table.Column(title: "ADDRESS", isFlexible: true), Table.Column(title: "STATE"),
      Table.Column(title: "LAST SYNC", isFlexible: true), Table.Column(title: "TRACKS", isNumeric: true),
    ])
    for (index, source) in sources.enumerated() {
      if source.isActive { table.emphasis = index }
      table.add([
        "\(source.number)", source.name, source.isLocal ? "this device" : source.url, state(source),
        source.isLocal ? "" : lastSync(source), "\(source.trackCount)",
      ])
    }
    let errors = sources.filter { !$0.lastError.isEmpty }.map { source in
      style.red(VisibleText.of(source.name) + ":") + " " + VisibleText.of(source.lastError)
    }
    return table.lines(width: width, style: style) + errors
  }

  /// One line, after a change.
  static func line(_ source: SourceState) -> String {
    let state = source.syncState == "syncing" ? "syncing" : state(source)
    return "\(VisibleText.of(source.name)): \(state.isEmpty ? "" : state + ", ")\(source.trackCount) tracks"
  }

  static func lines(_ source: SourceState) -> [String] {
    var lines = ["\(VisibleText.of(source.name)), source \(source.number)"]
    if source.isLocal {
      lines.append("  this device")
    } else {
      lines.append("  \(VisibleText.of(source.url)) as \(VisibleText.of(source.username)), \(source.kind)")
      lines.append("  \(state(source))")
      lines.append("  last sync: \(lastSync(source))")
    }
    lines.append("  \(source.trackCount) tracks")
    if !source.lastError.isEmpty { lines.append("  last error: \(VisibleText.of(source.lastError))") }
    return lines
  }

  private static func state(_ source: SourceState) -> String {
    guard !source.isLocal else { return "" }
    return [
      source.isActive ? "Active" : nil, source.isOnline ? "Online" : "Offline",
      source.isSignedIn ? nil : "signed out",
    ].compactMap(\.self).joined(separator: ", ")
  }

  private static func lastSync(_ source: SourceState) -> String {
    switch source.syncState {
    case "syncing": "now"
    case "failed": source.lastSync > 0 ? "failed, before that " + AgeText.of(source.lastSync) : "failed"
    default: AgeText.of(source.lastSync)
    }
  }
}
