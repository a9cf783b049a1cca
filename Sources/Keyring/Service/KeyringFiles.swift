internal import Dispatch
internal import Executors
internal import Glibc

/// Tells when a keyring's file is read, which is how GNOME Keyring unlocks it: over its control socket, which PAM uses,
/// it does so without a word on the bus. It is given up with the last reference.
final class KeyringFiles: Sendable {
  private static let ending = ".keyring"

  private let inotify: Inotify

  /// - Parameters:
  ///   - directory: where the files are.
  ///   - read: called on `queue` each time that a program has read one of them.
  /// - Returns: `nil` where there is no such directory, or the system grants no more watches.
  init?(in directory: String, queue: DispatchQueue, read: @escaping @Sendable () -> Void) {
    guard let inotify = Inotify(queue: queue) else { return nil }
    self.inotify = inotify
    inotify.begin { events in
      if events.contains(where: { $0.name.hasSuffix(Self.ending) }) { read() }
    }
    guard case .watched = inotify.add(directory, for: IN_CLOSE_NOWRITE | IN_ONLYDIR) else { return nil }
  }
}
