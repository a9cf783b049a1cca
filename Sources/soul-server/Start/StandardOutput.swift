import Foundation

/// Lines that programs read, too: each is out as soon as it is written.
enum StandardOutput {
  static func line(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}
