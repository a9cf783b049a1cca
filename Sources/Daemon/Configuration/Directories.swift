public import Foundation

/// The folders of the XDG Base Directory specification 0.8 that are the player's own.
public struct Directories: Sendable {
  /// `$XDG_CONFIG_HOME/soul-player`: the person's files, never written.
  public let configuration: String
  /// `$XDG_DATA_HOME/soul-player`: the library.
  public let data: String
  /// `$XDG_CACHE_HOME/soul-player`: covers.
  public let cache: String
  /// `$XDG_DATA_HOME/keyrings`: GNOME Keyring's own.
  let keyrings: String

  /// - Parameter environment: as `ProcessInfo` gives it. A path that is not absolute is ignored (section 3).
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let home = Self.home(environment)
    func base(_ variable: String, _ fallback: String) -> String {
      environment[variable].flatMap(Self.absolute) ?? home + "/" + fallback
    }
    configuration = base("XDG_CONFIG_HOME", ".config") + "/soul-player"
    data = base("XDG_DATA_HOME", ".local/share") + "/soul-player"
    cache = base("XDG_CACHE_HOME", ".cache") + "/soul-player"
    keyrings = base("XDG_DATA_HOME", ".local/share") + "/keyrings"
  }

  public var configurationFile: String { configuration + "/config.toml" }
  var libraryFile: String { data + "/library.db" }
  var coversDirectory: String { cache + "/covers" }

  /// `$HOME`, where it is an absolute path; else what the system knows of the person.
  static func home(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    environment["HOME"].flatMap(absolute) ?? NSHomeDirectory()
  }

  private static func absolute(_ path: String) -> String? {
    path.hasPrefix("/") ? path : nil
  }

  /// Creates the cache with the mark that backup programs look for, and keeps other users out.
  /// - Throws: what the file system says.
  func prepareCache() throws {
    try FileManager.default.createDirectory(
      atPath: cache, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let mark = cache + "/CACHEDIR.TAG"
    guard !FileManager.default.fileExists(atPath: mark) else { return }
    let text = """
      Signature: 8a477f597d28d172789f06886806bc55
      # This folder holds covers that Soul Player can fetch or extract again.
      """
    // A mark that can't be made costs no more than a larger backup.
    _ = FileManager.default.createFile(
      atPath: mark, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
  }
}
