import Glibc

/// Where a password comes from: never from the command line, which every user of the machine can read.
enum PasswordInput {
  /// Bytes; scrypt takes any length, but nobody types more.
  static let longest = 1_024

  /// The first line of a file; of standard input without one. At a terminal it is asked for, without echo.
  static func read(file: String?, user: String) throws(StartError) -> [UInt8] {
    if let file { return try firstLine(ofFile: file) }
    guard isatty(STDIN_FILENO) == 1 else {
      do throws(StartError) {
        return try line(STDIN_FILENO, "standard input")
      } catch .emptyPassword {
        // As a service it has none.
        throw .missingPassword(user: user)
      }
    }
    let password = try checked(PasswordPrompt.ask("Password for \(user): "))
    // What nobody sees may be mistyped, and would lock its owner out.
    guard try PasswordPrompt.ask("Once more: ") == password else {
      throw .password("it was typed in two ways")
    }
    return password
  }

  /// Nothing but a regular file: a pipe that nobody writes to would be waited for, for ever.
  private static func firstLine(ofFile path: String) throws(StartError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
      throw .password("\(path) is \(kind); name a text file whose first line it is")
    }
    return try line(descriptor, path)
  }

  /// - Parameter place: what an error names.
  private static func line(_ descriptor: Int32, _ place: String) throws(StartError) -> [UInt8] {
    var bytes: [UInt8] = []
    var byte = 0 as UInt8
    while bytes.count <= longest {
      let count = Glibc.read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(place) }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      bytes.append(byte)
    }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return try checked(bytes)
  }

  private static func unreadable(_ place: String) -> StartError {
    .password("\(place) can't be read: \(String(cString: strerror(errno)))")
  }

  private static func checked(_ password: [UInt8]) throws(StartError) -> [UInt8] {
    guard !password.isEmpty else { throw .emptyPassword }
    guard password.count <= longest else { throw .password("it has more than \(longest) bytes") }
    // A sign-in brings it as JSON, which holds nothing else.
    guard String(validating: password, as: UTF8.self) != nil else {
      throw .password(
        "it is not UTF-8, so nobody could sign in; type it, or save its file, as UTF-8")
    }
    return password
  }
}
