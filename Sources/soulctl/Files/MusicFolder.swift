import FoundationEssentials

/// The folder that the desktop keeps music in: `XDG_MUSIC_DIR` of xdg-user-dirs.
enum MusicFolder {
  /// - Returns: an absolute path to a folder that is there, else `nil`.
  static func find(_ environment: [String: String]) -> String? {
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    let configuration =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
    let text = try? String(contentsOfFile: configuration + "/user-dirs.dirs", encoding: .utf8)
    let folder = text.flatMap { path(in: $0, home: home) } ?? home + "/Music"
    // A user directory that is the home itself is xdg-user-dirs' way to say that there is none.
    guard folder != home, FileIdentity(path: folder)?.isDirectory == true else { return nil }
    return folder
  }

  /// - Parameters:
  ///   - text: what `user-dirs.dirs` holds: shell assignments of the form `XDG_NAME_DIR="$HOME/…"` or `"/…"`.
  ///   - home: absolute.
  static func path(in text: String, home: String) -> String? {
    let assignment = "XDG_MUSIC_DIR="
    let line = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      .last { $0.hasPrefix(assignment) }
    guard let quoted = line?.dropFirst(assignment.count), quoted.first == "\"" else { return nil }
    var value = ""
    var isEscaped = false
    for character in quoted.dropFirst() {
      if isEscaped {
        value.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        break
      } else {
        value.append(character)
      }
    }
    if value.hasPrefix("$HOME") { value = home + value.dropFirst("$HOME".count) }
    while value.count > 1, value.hasSuffix("/") { value.removeLast() }
    return value.hasPrefix("/") ? value : nil
  }
}
