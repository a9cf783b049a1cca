import Dispatch
import Executors
import Glibc
import Logging
import Synchronization

/// Notices what changes in folders, without waking up while nothing does (inotify(7)).
///
/// Each directory has a watch of its own; a scan adds one before it lists a directory, so that nothing is missed
/// between the two. What happens close together is told together: a copied album is one scan, not twelve.
public final class FolderWatch: Sendable {
  private struct State {
    var paths: [Int32: String] = [:]
    /// Where a symbolic link leads to a folder that is scanned through it.
    var links: Set<String> = []
    var change: FolderChange?
    /// Counts the reads that brought something.
    var burst: UInt64 = 0
    /// When the first of the changes came that have not been told.
    var since: DispatchTime?
    /// Whether the system's limit left directories unwatched, of which a person was told.
    var hasRunOut = false
  }

  /// So long nothing more must happen before a change is told…
  private static let quiet = DispatchTimeInterval.milliseconds(300)
  /// … but it waits no longer than this, in nanoseconds.
  private static let patience: UInt64 = 1_000_000_000
  private static let interest =
    IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF
    | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK

  /// What was noticed, for one listener.
  public let changes: AsyncStream<FolderChange>

  private let logger = Logger(label: "soul.watch")
  private let continuation: AsyncStream<FolderChange>.Continuation
  private let queue = DispatchQueue(label: "soul.watch", qos: .utility)
  private let inotify: Inotify
  private let state = Mutex(State())
  private let absent: AbsentFolders

  /// - Returns: `nil` where the system grants no more inotify instances: folders are scanned at start alone then.
  public init?() {
    guard let inotify = Inotify(queue: queue) else { return nil }
    self.inotify = inotify
    (changes, continuation) = AsyncStream.makeStream()
    absent = AbsentFolders(inotify)
    inotify.begin { [weak self] in self?.take($0) }
  }

  deinit {
    continuation.finish()
  }

  /// Watches one directory, not what is below it. One that is gone, or is watched already, is no matter.
  /// - Parameter isLink: whether it is watched through a symbolic link of this path.
  func add(_ path: String, isLink: Bool = false) {
    if isLink { state.withLock { _ = $0.links.insert(path) } }
    switch inotify.add(path, for: Self.interest) {
    case .watched(let watch): state.withLock { $0.paths[watch] = path }
    case .exhausted: tellThatWatchesAreExhausted(at: path)
    case .refused: break
    }
  }

  private func tellThatWatchesAreExhausted(at path: String) {
    let isNews = state.withLock { state in
      defer { state.hasRunOut = true }
      return !state.hasRunOut
    }
    if isNews {
      logger.warning(
        """
        The system watches no more folders: raise fs.inotify.max_user_watches (sysctl). From \(path) on, changes \
        show after “soulctl import” or the next start.
        """)
    }
  }

  /// Tells of one of the library's folders when it is back: one that is not there, or empty, as where its disk is not
  /// mounted.
  public func expect(_ folder: String) {
    add(folder)
    absent.insert(folder) { [weak self] in
      guard let self else { return }
      queue.async { self.lookForAbsent() }
    }
  }

  private func lookForAbsent() {
    for folder in absent.returned() { note(folder) }
    endIdleWatches()
    tellWhenQuiet()
  }

  private func endIdleWatches() {
    let idle = absent.takeIdleWatches()
    let watched = state.withLock { state in idle.filter { state.paths[$0] != nil } }
    for watch in idle where !watched.contains(watch) { inotify.remove(watch) }
  }

  /// Ends the watches of a folder and of all below it.
  /// - Parameter kept: folders that stay watched, with all below them, where they and `folder` overlap.
  public func remove(below folder: String, keeping kept: [String]) {
    func isRemoved(_ path: String) -> Bool {
      PathOrder.contains(folder: folder, path: path)
        && !kept.contains { PathOrder.contains(folder: $0, path: path) }
    }
    let ended = state.withLock { state in
      let ended = state.paths.filter { isRemoved($0.value) }.map(\.key)
      for watch in ended { state.paths[watch] = nil }
      state.links = state.links.filter { !isRemoved($0) }
      return ended
    }
    for watch in ended { inotify.remove(watch) }
    absent.remove(where: isRemoved)
    endIdleWatches()
  }

  private func take(_ events: [InotifyEvent]) {
    var mayHaveReturned = false
    for event in events {
      if absent.mayReturn(with: event) { mayHaveReturned = true }
      take(event)
    }
    if mayHaveReturned { lookForAbsent() } else { tellWhenQuiet() }
  }

  private func take(_ event: InotifyEvent) {
    guard !event.isOverflow else {
      state.withLock { $0.change = .everything }
      return
    }
    let path = state.withLock { $0.paths[event.watch] }
    guard let path else { return }
    if event.isEndOfWatch {
      _ = state.withLock { $0.paths.removeValue(forKey: event.watch) }
      return
    }
    if event.isOfWatchedFolder {
      // It was renamed or deleted, which its parent's watch tells of; a top folder has no such parent.
      if event.isMove { inotify.remove(event.watch) }
      note(path)
    } else if event.isFolder {
      note(path + "/" + event.name)
    } else if event.concernsMusic, !(event.isCreation && isBeingWritten(path + "/" + event.name)) {
      note(path)
    } else if event.mayBeFolderLink {
      takeLink(path + "/" + event.name, in: path)
    }
  }

  /// The folder around a link is told: only from there a scan sees what the link leads to as a link.
  private func takeLink(_ link: String, in folder: String) {
    if state.withLock({ $0.links.contains(link) }) {
      // What it led to is watched no more, unless the scan finds it there again.
      remove(below: link, keeping: [])
      note(folder)
    } else if isFolderLink(link) {
      note(folder)
    }
  }

  private func isFolderLink(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A new file has its content, and tells so, when it is closed; only a new link is whole at once.
  private func isBeingWritten(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
  }

  private func note(_ path: String) {
    state.withLock { state in
      switch state.change {
      case nil: state.change = .folders([path])
      case .folders(let folders): state.change = .folders(folders.union([path]))
      case .everything: break
      }
      state.since = state.since ?? .now()
    }
  }

  /// Each burst of events looks again once it may be over; the first look that finds it quiet tells.
  private func tellWhenQuiet() {
    let burst = state.withLock { state -> UInt64? in
      state.burst += 1
      return state.change == nil ? nil : state.burst
    }
    guard let burst else { return }
    queue.asyncAfter(deadline: .now() + Self.quiet) { [weak self] in self?.tell(ifLast: burst) }
  }

  private func tell(ifLast burst: UInt64) {
    let change: FolderChange? = state.withLock { state in
      guard let change = state.change else { return nil }
      let waited = state.since.map { DispatchTime.now().uptimeNanoseconds - $0.uptimeNanoseconds } ?? 0
      guard state.burst == burst || waited >= Self.patience else { return nil }
      state.change = nil
      state.since = nil
      return change
    }
    if let change { continuation.yield(change) }
  }
}
