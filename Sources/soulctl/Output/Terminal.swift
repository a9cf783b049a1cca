import Foundation

/// One of the standard streams, and what may be sent to it.
struct Terminal {
  let handle: FileHandle
  let isTerminal: Bool
  /// Columns of the screen; `nil` where the stream is no terminal.
  let width: Int?
  let style: Style
  /// Whether lines can be written over: progress is shown.
  let isRewritable: Bool

  static func standardOutput(_ environment: [String: String]) -> Terminal {
    Terminal(.standardOutput, environment)
  }

  static func standardError(_ environment: [String: String]) -> Terminal {
    Terminal(.standardError, environment)
  }

  private init(_ handle: FileHandle, _ environment: [String: String]) {
    self.handle = handle
    isTerminal = isatty(handle.fileDescriptor) == 1
    let isDumb = environment["TERM", default: "dumb"] == "dumb"
    // https://no-color.org: any value but the empty one.
    let refusesColour = !(environment["NO_COLOR"] ?? "").isEmpty
    style = Style(isColoured: isTerminal && !isDumb && !refusesColour)
    isRewritable = isTerminal && !isDumb
    width = isTerminal ? Self.columns(of: handle.fileDescriptor, environment) : nil
  }

  /// Writes a line. A reader that has gone away (`| head`) is no error.
  func print(_ line: String) {
    write(line + "\n")
  }

  func write(_ text: String) {
    try? handle.write(contentsOf: Data(text.utf8))
  }

  private static func columns(of descriptor: Int32, _ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) }.map { max(20, $0) } ?? 80
  }
}
