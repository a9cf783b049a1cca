import Contract

/// The player's state for people.
enum StatusText {
  /// One line, after a command that changed something.
  static func line(_ status: PlayerStatus) -> String {
    guard let track = status.track else { return "\(status.playbackStatus): the queue is empty" }
    let time = status.playbackStatus == "Stopped" ? "" : "  " + time(status, track)
    return "\(status.playbackStatus): \(TrackText.line(track))\(time)"
  }

  /// The whole state.
  static func lines(_ status: PlayerStatus, style: Style) -> [String] {
    var lines: [String] = []
    if let track = status.track {
      lines.append("\(status.playbackStatus), \(status.currentIndex + 1) of \(status.queueLength)")
      lines.append("  " + style.bold(TrackText.title(track)))
      let artist = TrackText.artist(track)
      if !artist.isEmpty { lines.append("  " + artist) }
      if let album = track.text(.album) {
        let year = track.number(.year).map { " (\($0))" } ?? ""
        lines.append("  " + VisibleText.of(album) + year)
      }
      lines.append("  " + time(status, track))
    } else if status.queueLength > 0 {
      lines.append("\(status.playbackStatus), \(status.queueLength) in the queue")
    } else {
      lines.append("\(status.playbackStatus): the queue is empty")
    }
    lines.append(style.dim(settings(status)))
    if !status.lastError.isEmpty {
      lines.append(style.red("Last error:") + " " + VisibleText.of(status.lastError))
    }
    return lines
  }

  private static func time(_ status: PlayerStatus, _ track: Record) -> String {
    let position = TimeText.of(microseconds: status.position)
    guard let duration = track.number(.duration) else { return position }
    return "\(position) / \(TimeText.of(microseconds: duration))"
  }

  private static func settings(_ status: PlayerStatus) -> String {
    let loop = LoopMode.allCases.first { $0.busName == status.loopStatus }?.rawValue ?? status.loopStatus
    var settings = "volume \(VolumeChange.percent(of: status.volume)) %, loop \(loop), "
    settings += "shuffle \(status.shuffle ? "on" : "off")"
    if status.rate != 1 { settings += ", rate \(status.rate)" }
    return settings
  }
}
