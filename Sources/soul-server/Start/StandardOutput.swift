import Glibc

/// Lines that programs read, too: each is out as soon as it is written.
enum StandardOutput {
  /// Nobody has to read them: a pipe whose reader has left, or a full disk, must not end the server, as
  /// Foundation's `FileHandle` would.
  static func line(_ text: String) {
    var rest = Array("\(text)\n".utf8)[...]
    while !rest.isEmpty {
      // The kernel only reads from the buffer, and only until the call returns.
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
