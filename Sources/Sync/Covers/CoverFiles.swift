import Glibc

/// The folder of the covers in the cache. Files are 0600 and appear whole or not at all.
struct CoverFiles {
  let directory: String

  /// The name of a cover's file, by its path.
  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The hash that a cover's file is named after, by its path.
  static func hash(_ path: String) -> String {
    String(name(path).prefix { $0 != "." })
  }

  func has(_ name: String) -> Bool {
    access("\(directory)/\(name)", R_OK) == 0
  }

  /// - Returns: 0, or the `errno`.
  func write(_ bytes: [UInt8], as name: String) -> Int32 {
    makeDirectory()
    let part = "\(directory)/\(name).fetched.part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return errno }
    var code = Self.writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(part, "\(directory)/\(name)") != 0 { code = errno }
    if code != 0 { unlink(part) }
    return code
  }

  func remove(_ name: String) {
    unlink("\(directory)/\(name)")
  }

  private func makeDirectory() {
    var path = ""
    for component in directory.split(separator: "/") {
      path += "/\(component)"
      // What can't be made shows when the file is opened.
      mkdir(path, 0o700)
    }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        // `rest` is a part of `buffer` that isn't empty.
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        rest = rest.dropFirst(written)
      }
      return 0
    }
  }
}
