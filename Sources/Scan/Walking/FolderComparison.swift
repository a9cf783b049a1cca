import Library
import Model

/// The difference between what lies in the folders and what the library knows.
struct FolderComparison {
  /// New and changed files.
  private(set) var found: [FoundFile] = []
  private(set) var vanished: [(path: String, size: Int64)] = []
  /// Unchanged files that were unavailable.
  private(set) var returned: [String] = []
  private(set) var unchanged = 0
  private(set) var failures: [ScanFailure] = []
  /// Paths that the library has and that were found.
  private(set) var known: Set<String> = []

  /// Read every file, known and unchanged or not: the covers' folder was emptied.
  private let rereadsAll: Bool

  /// The covers' folder holds what no track has: a removed folder's, or half of one that a kill left behind.
  let hasOrphanedCovers: Bool

  init(rereadsAll: Bool, hasOrphanedCovers: Bool) {
    self.rereadsAll = rereadsAll
    self.hasOrphanedCovers = hasOrphanedCovers
  }

  var fileCount: Int { found.count + returned.count + unchanged }

  /// Takes in one library folder: both sides come in the same order, so that neither has to be held whole.
  mutating func compare(
    _ walk: consuming FolderWalk, with files: consuming KnownFiles, progress: (ScanProgress) -> Void
  ) async throws(ScanError) {
    var walk = walk
    var files = files
    var lastFolder: AlbumFolder?
    while let event = walk.next() {
      if Task.isCancelled { throw .cancelled }
      switch event {
      case .file(let file):
        let path = file.path
        let facts = try await passOver(&files, upTo: path)
        take(file, path: path, facts: facts)
        if file.folder !== lastFolder {
          lastFolder = file.folder
          progress(ScanProgress(done: fileCount, total: 0, path: file.folder.path))
        }
      case .unreadable(let path, let reason):
        failures.append(ScanFailure(path: path, reason: reason))
        try await keep(&files, below: path)
      case .missing(let folder):
        failures.append(
          ScanFailure(
            path: folder,
            reason: "the folder is not there; its tracks are unavailable until it is (is its disk connected?)"
          ))
      case .failure(let failure):
        failures.append(failure)
      }
    }
    do {
      while let facts = try await files.peek() {
        vanish(facts)
        files.advance()
      }
    } catch {
      throw ScanError(error)
    }
  }

  /// What comes before the path is gone.
  /// - Returns: what the library knows of the file at the path itself.
  private mutating func passOver(_ files: inout KnownFiles, upTo path: String) async throws(ScanError)
    -> FileFacts?
  {
    do {
      while let facts = try await files.peek() {
        let order = PathOrder.compare(facts.path, path)
        guard order <= 0 else { return nil }
        files.advance()
        guard order < 0 else { return facts }
        vanish(facts)
      }
    } catch {
      throw ScanError(error)
    }
    return nil
  }

  private mutating func keep(_ files: inout KnownFiles, below path: String) async throws(ScanError) {
    do {
      while let facts = try await files.peek() {
        let isBelow = PathOrder.contains(folder: path, path: facts.path)
        guard isBelow || PathOrder.precedes(facts.path, path) else { return }
        if !isBelow { vanish(facts) }
        files.advance()
      }
    } catch {
      throw ScanError(error)
    }
  }

  private mutating func take(_ file: FoundFile, path: String, facts: FileFacts?) {
    guard let facts else {
      found.append(file)
      return
    }
    if rereadsAll || facts.stamp != file.stamp || facts.folderCoverStamp != file.folder.coverStamp {
      found.append(file)
      known.insert(path)
    } else if facts.isAvailable {
      unchanged += 1
    } else {
      returned.append(path)
    }
  }

  private mutating func vanish(_ facts: FileFacts) {
    if facts.isAvailable { vanished.append((facts.path, facts.stamp.size)) }
  }
}
