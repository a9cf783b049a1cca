import Glibc

/// The folder of the covers in the cache: `{hash}.{extension}`, by `CoverKey`.
///
/// Files are 0600 and appear whole or not at all: a player or a shell widget may read one at any time.
public struct CoverFiles: Sendable {
  /// Absolute; made with the first cover.
  public let directory: String

  public init(directory: String) {
    self.directory = directory
  }

  /// The name of a cover's file, by its path.
  public static func name(ofFileAt path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The hash that a cover's file is named after, by its path.
  public static func hash(ofFileAt path: String) -> String {
    String(name(ofFileAt: path).prefix { $0 != "." })
  }

  public func has(_ name: String) -> Bool {
    access("\(directory)/\(name)", R_OK) == 0
  }

  /// - Returns: in bytes; `nil` where there is no such file.
  public func size(of name: String) -> Int? {
    var status = stat()
    guard lstat("\(directory)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// The names of all that is in the folder, of whatever else too.
  public func names() -> [String] {
    guard let opened = opendir(directory) else { return [] }
    defer { closedir(opened) }
    var names: [String] = []
    while let entry = readdir(opened) {
      // The kernel ends each name with NUL within the entry, which lives until the next `readdir`.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        String(validatingCString: UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
      }
      if let name { names.append(name) }
    }
    return names
  }

  public func remove(_ name: String) {
    unlink("\(directory)/\(name)")
  }

  public func write(_ bytes: [UInt8], as name: String) throws(CoverFileError) {
    do throws(CoverFileError) {
      try writeOnce(bytes, as: name)
    } catch {
      guard error.code == ENOENT else { throw error }
      // Somebody empties the cache at this moment: the folder was gone again before the file was in it.
      try writeOnce(bytes, as: name)
    }
  }

  private func writeOnce(_ bytes: [UInt8], as name: String) throws(CoverFileError) {
    try makeDirectory()
    // Unique in this process by the thread: two may keep the same cover at once.
    let part = "\(directory)/\(name).\(getpid())-\(UInt64(pthread_self())).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw CoverFileError(directory: directory, code: errno) }
    var code = Self.writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(part, "\(directory)/\(name)") != 0 { code = errno }
    guard code == 0 else {
      unlink(part)
      throw CoverFileError(directory: directory, code: code)
    }
  }

  /// - Returns: 0, or the `errno`.
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

  private func makeDirectory() throws(CoverFileError) {
    var path = ""
    for component in directory.split(separator: "/") {
      path += "/\(component)"
      // What is there may lie where nothing can be made.
      guard mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
        throw CoverFileError(directory: directory, code: errno)
      }
    }
  }
}
