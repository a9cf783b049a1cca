import Glibc

/// Where the daemon's words for a person go.
enum StandardError {
  /// Writes all of the text. Who closed the other end does not want to hear it: nothing is done about that.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      // The bytes are the array's own and outlive the call, which reads no more than there are.
      let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
