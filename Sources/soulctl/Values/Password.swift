import Bus
import Glibc

/// A password on its way to the daemon: it is shown nowhere, and never an argument of a program.
struct Password {
  /// What the daemon reads at most.
  private static let maximumLength = 4_096
  /// What Ctrl-C types.
  private static let interrupt = 3 as UInt8

  private let bytes: [UInt8]

  /// Everything on standard input; the daemon takes no notice of one newline at its end.
  static func fromStandardInput() throws(CommandFailure) -> Password {
    var bytes: [UInt8] = []
    while bytes.count <= maximumLength {
      var part = [UInt8](repeating: 0, count: maximumLength + 1)
      let count = read(STDIN_FILENO, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .usage("The password can't be read from standard input: \(String(cString: strerror(errno))).")
      }
      guard count > 0 else { break }
      bytes += part.prefix(count)
    }
    return try Password(bytes)
  }

  /// Asks on the terminal, without showing what is typed.
  static func asked(_ prompt: String) throws(CommandFailure) -> Password {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw .usage("There is no terminal to ask for the password on; use --password-stdin.")
    }
    defer { close(terminal) }
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else {
      throw .usage("The terminal can't hide what is typed; use --password-stdin.")
    }
    var hidden = settings
    hidden.c_lflag &= ~tcflag_t(ECHO)
    // Ctrl-C must not leave a terminal behind that shows nothing: it is a byte here, which ends the line at once.
    hidden.c_lflag &= ~tcflag_t(ISIG)
    // The array has a place for each of the system's special characters.
    withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = interrupt }
    tcsetattr(terminal, TCSAFLUSH, &hidden)
    defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
    _ = prompt.withCString { write(terminal, $0, strlen($0)) }
    defer { _ = write(terminal, "\n", 1) }
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), bytes.count <= maximumLength {
      guard byte != interrupt else { throw .impossible("Nothing was done.") }
      bytes.append(byte)
    }
    return try Password(bytes)
  }

  private init(_ bytes: [UInt8]) throws(CommandFailure) {
    guard bytes.count <= Self.maximumLength else {
      throw .usage("A password has at most \(Self.maximumLength) bytes.")
    }
    guard !bytes.isEmpty, bytes != [UInt8(ascii: "\n")] else { throw .usage("The password is empty.") }
    self.bytes = bytes
  }

  /// The reading end of a pipe that holds it.
  func pipe() throws(CommandFailure) -> UnixFD {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw .impossible("No pipe can be opened: \(String(cString: strerror(errno))).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    let secret = UnixFD(owning: ends[0])
    // A pipe takes more than this at once.
    guard write(ends[1], bytes, bytes.count) == bytes.count else {
      throw .impossible("The password can't be handed over: \(String(cString: strerror(errno))).")
    }
    return secret
  }
}
