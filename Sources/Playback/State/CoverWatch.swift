import Dispatch
import Executors
import Glibc

/// Tells when the file of the cover that is shown goes away, without waking up while it stays.
///
/// Used on one queue alone.
final class CoverWatch {
  private let inotify: Inotify
  private let lost: () -> Void
  /// What is watched now.
  private(set) var path: String?
  private var watches: Set<Int32> = []

  /// - Parameters:
  ///   - queue: the one that this is used on.
  ///   - lost: called when the file may be gone, once: it has to be watched anew then.
  /// - Returns: `nil` where the system grants no more inotify instances.
  init?(queue: DispatchQueue, lost: @escaping () -> Void) {
    guard let inotify = Inotify(queue: queue) else { return nil }
    self.inotify = inotify
    self.lost = lost
    inotify.begin { [weak self] in self?.take($0) }
  }

  static func isThere(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// Watches this file in the place of the one before.
  /// - Parameter path: absolute; `nil` for none.
  func watch(_ path: String?) {
    end()
    guard let path else { return }
    add(path, IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
    // A folder that is moved takes the file along, and tells it alone.
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      folder = folder[..<slash]
      add(String(folder), IN_MOVE_SELF)
    }
    self.path = path
  }

  private func end() {
    path = nil
    for watch in watches { inotify.remove(watch) }
    watches = []
  }

  /// What can't be watched, as there is no such file or the system's limit is reached, is left out.
  private func add(_ path: String, _ interest: some BinaryInteger) {
    if case .watched(let watch) = inotify.add(path, for: interest) { watches.insert(watch) }
  }

  private func take(_ events: [InotifyEvent]) {
    // The end of a watch that was taken back is no news.
    guard events.contains(where: { watches.contains($0.watch) || $0.isOverflow }) else { return }
    end()
    lost()
  }
}
