import Foundation

/// How many directories the library's folders have, beside how many the system watches for one user.
public struct WatchLimit: Sendable {
  public let directories: Int
  /// How many the system grants; other programs take from it too.
  public let limit: Int
  /// The setting (sysctl) that says so.
  public let setting: String

  /// What holds for the person, and for the namespace that the process is in (user_namespaces(7)).
  private static let settings = ["fs.inotify.max_user_watches", "user.max_inotify_watches"]

  /// Counts the directories; it takes about a second for 100,000 of them.
  /// - Parameter folders: absolute. What can't be read counts as one.
  /// - Returns: `nil` where the system doesn't tell its limit.
  public static func of(_ folders: [String]) -> WatchLimit? {
    let limits = settings.compactMap { setting in value(of: setting).map { (setting: setting, limit: $0) } }
    guard let lowest = limits.min(by: { $0.limit < $1.limit }) else { return nil }
    let count = ScannedPlaces(folders: folders).roots.map(directories).reduce(0, +)
    return WatchLimit(directories: count, limit: lowest.limit, setting: lowest.setting)
  }

  private static func value(of setting: String) -> Int? {
    let file = "/proc/sys/" + setting.replacing(".", with: "/")
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func directories(below folder: String) -> Int {
    var count = 0
    var pending = [folder]
    while let path = pending.popLast() {
      count += 1
      guard let directory = opendir(path) else { continue }
      while let entry = readdir(directory) {
        guard entry.pointee.d_type == DT_DIR, entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) else {
          continue
        }
        // The kernel ends each name with NUL within the entry, which lives until the next `readdir`.
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        }
        pending.append(path + "/" + name)
      }
      closedir(directory)
    }
    return count
  }
}
