import Foundation
import Glibc

/// A folder on the way to another one that this user may not enter: nobody can say what is behind it.
struct FolderObstacle {
  let path: String
  private let isOwn: Bool

  /// The first such folder above a path; `nil` where the way is free, or ends.
  static func above(_ path: String) -> FolderObstacle? {
    var status = stat()
    guard stat(path, &status) != 0, errno == EACCES else { return nil }
    var folder = "/"
    for name in (path as NSString).pathComponents.dropFirst().dropLast() {
      folder = (folder as NSString).appendingPathComponent(name)
      guard access(folder, X_OK) != 0, errno == EACCES, stat(folder, &status) == 0 else { continue }
      return FolderObstacle(path: folder, isOwn: status.st_uid == geteuid())
    }
    return nil
  }

  var advice: String {
    let word = ShellWord.quoted(path)
    return isOwn
      ? "Run: chmod u+x \(word)"
      : "It is another user's, whom “ls -ld \(word)” names: have yourself allowed to enter it by them, or by root."
  }
}
