import Glibc
import Library

/// Goes through a library folder in the order of the paths' bytes, each directory once.
///
/// Symbolic links are followed, but for those that lead to what the scan finds at its own place anyway; so the
/// path of a file doesn't depend on which link was met first, and no circle of links is endless.
struct FolderWalk {
  enum Event {
    case file(FoundFile)
    /// A folder or a file that the system can't tell about: it, and what is below it, is not known to be gone.
    case unreadable(path: String, reason: String)
    /// The library folder itself is not there.
    case missing(folder: String)
    case failure(ScanFailure)
  }

  private struct Level {
    let folder: AlbumFolder
    var entries: ArraySlice<DirectoryListing.Entry>
  }

  private let root: String
  private let places: ScannedPlaces
  private let watch: FolderWatch?
  private var isStarted = false
  private var levels: [Level] = []
  private var visited: Set<DirectoryListing.Identity> = []

  /// - Parameters:
  ///   - root: absolute.
  ///   - places: all folders of the scan this walk is part of.
  ///   - watch: what is to notice changes in each directory from before it is listed.
  init(root: String, places: ScannedPlaces, watch: FolderWatch? = nil) {
    self.root = root
    self.places = places
    self.watch = watch
  }

  /// - Returns: `nil` at the end.
  mutating func next() -> Event? {
    if !isStarted {
      isStarted = true
      if let event = enter(root) { return event }
    }
    while let last = levels.indices.last {
      guard let entry = levels[last].entries.popFirst() else {
        levels.removeLast()
        continue
      }
      if let event = event(of: entry, in: levels[last].folder) { return event }
    }
    return nil
  }

  private mutating func event(of entry: DirectoryListing.Entry, in folder: AlbumFolder) -> Event? {
    switch entry {
    case .file(let name, let stamp):
      return .file(FoundFile(folder: folder, name: name, stamp: stamp))
    case .folder(let name):
      return enter(folder.path(of: name))
    case .link(let name, let stamp):
      let path = folder.path(of: name)
      guard !places.holdsTarget(ofLink: path) else { return nil }
      return stamp.map { .file(FoundFile(folder: folder, name: name, stamp: $0)) }
        ?? enter(path, isLink: true)
    case .unreadable(let name, let reason):
      return .unreadable(path: folder.path(of: name), reason: reason)
    case .failure(let name, let reason):
      return .failure(ScanFailure(path: folder.path(of: name), reason: reason))
    }
  }

  private mutating func enter(_ path: String, isLink: Bool = false) -> Event? {
    watch?.add(path, isLink: isLink)
    let listing: DirectoryListing
    do {
      listing = try DirectoryListing(path: path)
    } catch {
      let isGone = error.code == ENOENT || error.code == ENOTDIR
      if isGone, path == root {
        watch?.expect(path)
        return .missing(folder: path)
      }
      return isGone ? nil : .unreadable(path: path, reason: SystemReason.of(error.code))
    }
    if path == root, listing.entries.isEmpty { watch?.expect(path) }
    guard visited.insert(listing.identity).inserted else { return nil }
    let folder = AlbumFolder(path: path, coverName: listing.coverName, coverStamp: listing.coverStamp)
    levels.append(Level(folder: folder, entries: listing.entries[...]))
    return nil
  }
}
