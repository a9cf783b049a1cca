/// A path in a command that a person copies into a shell.
enum ShellWord {
  /// One word, whatever is in it (POSIX shell command language, 2.2.2).
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
