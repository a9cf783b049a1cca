import Glibc

/// One of the standard streams, and what may be sent to it.
struct Terminal {
  private let descriptor: Int32
  let isTerminal: Bool
  /// Columns of the screen; `nil` where the stream is no terminal.
  let width: Int?
  let style: Style
  /// Whether lines can be written over: progress is shown.
  let isRewritable: Bool

  static func standardOutput(_ environment: [String: String]) -> Terminal {
    Terminal(STDOUT_FILENO, environment)
  }

  static func standardError(_ environment: [String: String]) -> Terminal {
    Terminal(STDERR_FILENO, environment)
  }

  private init(_ descriptor: Int32, _ environment: [String: String]) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let isDumb = environment["TERM", default: "dumb"] == "dumb"
    // https://no-color.org: any value but the empty one.
    let refusesColour = !(environment["NO_COLOR"] ?? "").isEmpty
    style = Style(isColoured: isTerminal && !isDumb && !refusesColour)
    isRewritable = isTerminal && !isDumb
    width = isTerminal ? Self.columns(of: descriptor, environment) : nil
  }

  /// Writes a line. A reader that has gone away (`| head`) is no error.
  func print(_ line: String) throws(CommandFailure) {
    try write(line + "\n")
  }

  func write(_ text: String) throws(CommandFailure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      // The kernel only reads from the buffer, and only until the call returns.
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitForRoom()
      case EPIPE: return
      default: throw .unwritable(reason: String(cString: strerror(errno)))
      }
    }
  }

  /// Whoever shares the stream has made it one that does not wait by itself.
  private func waitForRoom() {
    var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&stream, 1, -1)
  }

  private static func columns(of descriptor: Int32, _ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) }.map { max(20, $0) } ?? 80
  }
}
