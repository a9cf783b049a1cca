import Foundation
import Glibc

/// Where the server keeps what is its own.
struct ServerDirectories {
  /// The library and the signing key.
  let data: String
  let covers: String

  /// - Parameter chosen: a folder for everything; `nil`: `$XDG_DATA_HOME` and `$XDG_CACHE_HOME`, `soul-server` in each.
  init(chosen: String?, environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let chosen {
      data = Self.absolute(chosen)
      covers = data + "/covers"
      return
    }
    let home = environment["HOME"] ?? NSHomeDirectory()
    func base(_ variable: String, _ fallback: String) -> String {
      // A path that is not absolute is ignored (XDG Base Directory 0.8, section 3).
      let path = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (path ?? home + "/" + fallback) + "/soul-server"
    }
    data = base("XDG_DATA_HOME", ".local/share")
    covers = base("XDG_CACHE_HOME", ".cache") + "/covers"
  }

  var libraryFile: String { data + "/library.db" }
  var keyFile: String { data + "/signing.key" }
  private var lockFile: String { data + "/lock" }

  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardized.path
  }

  /// Makes the data folder and takes it for this process alone, for as long as it lives.
  func take() throws(StartError) {
    do {
      try FileManager.default.createDirectory(
        atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folder(
        path: data, reason: "can't be made: \(error.localizedDescription) Choose another with --data DIR.")
    }
    let descriptor = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw .folder(path: data, reason: "can't be written: \(reason). Choose another with --data DIR.")
    }
    // The lock goes with the process, whatever ends it.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .runsAlready(path: data) }
  }
}
