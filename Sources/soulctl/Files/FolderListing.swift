import FoundationEssentials
import Glibc

/// The music in a folder and in the folders below it, in the order that people would play it.
struct FolderListing {
  /// What the files of the library's formats are called.
  static let musicExtensions: Set<String> = [
    "flac", "mp3", "ogg", "oga", "opus", "m4a", "m4b", "mp4", "wav", "aiff", "aif", "aifc", "wv",
  ]

  /// Absolute paths.
  private(set) var files: [String] = []
  /// One sentence for each folder and file that can't be read, and each file that is empty or can't be named.
  private(set) var warnings: [String] = []
  /// A folder is entered once, however many symbolic links lead to it.
  private var visited: Set<FileIdentity> = []

  /// - Parameter folder: an absolute path.
  init(of folder: String) {
    collect(folder)
  }

  private mutating func collect(_ folder: String) {
    guard let identity = FileIdentity(path: folder), visited.insert(identity).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      warnings.append("\(folder) can't be read, so nothing of it is played: check its permissions.")
      return
    }
    var folders: [String] = []
    let base = folder == "/" ? "" : folder
    // An album's own tracks come before those of the folders in it ("CD 2", "Bonus").
    for name in names.sorted(by: NaturalOrder.areInOrder) where !name.hasPrefix(".") {
      let path = base + "/" + name
      guard let identity = FileIdentity(path: path) else {
        noteIfUnnamable(path)
        continue
      }
      if identity.isDirectory {
        folders.append(path)
      } else if identity.isRegularFile, Self.isMusic(name) {
        take(path, identity)
      }
    }
    folders.forEach { collect($0) }
  }

  /// The player refuses a queue with a file that can't be opened: one such must not stop its whole folder.
  private mutating func take(_ path: String, _ identity: FileIdentity) {
    if identity.size == 0 {
      warnings.append("\(path) is empty, so it is not played: fetch it again.")
    } else if access(path, R_OK) != 0 {
      warnings.append("\(path) can't be read, so it is not played: check its permissions.")
    } else {
      files.append(path)
    }
  }

  /// A file whose name is no UTF-8 can't be told of over the bus; its name reads with U+FFFD for what is wrong.
  private mutating func noteIfUnnamable(_ path: String) {
    guard path.contains("\u{FFFD}" as Character) else { return }
    warnings.append("\(path) has a name that is not UTF-8, so it is not played: rename it.")
  }

  private static func isMusic(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return musicExtensions.contains(name[name.index(after: dot)...].lowercased())
  }
}
