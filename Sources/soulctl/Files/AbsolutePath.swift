import FoundationEssentials

/// Paths as the daemon needs them: it has another working directory.
enum AbsolutePath {
  /// - Parameters:
  ///   - path: as it stands on the command line.
  ///   - directory: the working directory.
  /// - Returns: an absolute path, or the empty one for itself, without `.`, doubled or trailing slashes. Symbolic links stay, since a library
  ///   folder is known by the name that the person gave it; only `..` has to be resolved, because it leads out
  ///   of where a link leads to.
  static func of(_ path: String, in directory: String) -> String {
    // It names nothing (path_resolution(7)), least of all the working directory: `import "$UNSET"`.
    guard !path.isEmpty else { return "" }
    let joined = path.hasPrefix("/") ? path : directory + "/" + path
    let parts = joined.split(separator: "/").filter { $0 != "." }
    let clean = "/" + parts.joined(separator: "/")
    guard parts.contains("..") else { return clean }
    let resolved = URL(filePath: clean).resolvingSymlinksInPath().standardized.path(percentEncoded: false)
    return resolved.count > 1 && resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
  }

  /// The working directory as the person came to it: `$PWD` where it is the same directory, as shells do.
  static func workingDirectory(_ environment: [String: String]) -> String {
    let physical = FileManager.default.currentDirectoryPath
    guard let logical = environment["PWD"], logical.hasPrefix("/"),
      identity(of: logical) == identity(of: physical)
    else { return physical }
    return logical
  }

  private static func identity(of path: String) -> FileIdentity? {
    FileIdentity(path: path)
  }
}
