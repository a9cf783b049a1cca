import Foundation
import Glibc

/// Where a password comes from: never from the command line, which every user of the machine can read.
enum PasswordInput {
  /// Bytes; scrypt takes any length, but nobody types more.
  static let longest = 1_024

  /// The first line of a file; of standard input without one. At a terminal it is asked for, without echo.
  static func read(file: String?, user: String) throws(StartError) -> [UInt8] {
    if let file {
      guard let handle = FileHandle(forReadingAtPath: file) else { throw .password("\(file) can't be read") }
      return try line(handle)
    }
    guard isatty(STDIN_FILENO) == 1 else {
      do throws(StartError) {
        return try line(.standardInput)
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

  private static func line(_ handle: FileHandle) throws(StartError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= longest, let byte = (try? handle.read(upToCount: 1))?.first,
      byte != UInt8(ascii: "\n")
    { bytes.append(byte) }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return try checked(bytes)
  }

  private static func checked(_ password: [UInt8]) throws(StartError) -> [UInt8] {
    guard !password.isEmpty else { throw .emptyPassword }
    guard password.count <= longest else { throw .password("it has more than \(longest) bytes") }
    return password
  }
}
