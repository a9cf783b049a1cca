import Glibc

/// Asks at the terminal, without showing what is typed.
enum PasswordPrompt {
  /// What Ctrl-C types.
  private static let interrupt = 3 as UInt8

  static func ask(_ question: String) throws(StartError) -> [UInt8] {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { throw .password("there is no terminal to ask for it on") }
    defer { close(terminal) }
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { throw .password("the terminal can't hide it") }
    var hidden = settings
    // Ctrl-C must not leave a terminal behind that shows nothing: it is a byte here, which ends the line at once.
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
    // The array has a place for each of the system's special characters.
    withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = interrupt }
    tcsetattr(terminal, TCSAFLUSH, &hidden)
    defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
    _ = question.withCString { write(terminal, $0, strlen($0)) }
    defer { _ = write(terminal, "\n", 1) }
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count <= PasswordInput.longest, read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
      guard byte != interrupt else { throw .password("it was not given") }
      bytes.append(byte)
    }
    return bytes
  }
}
