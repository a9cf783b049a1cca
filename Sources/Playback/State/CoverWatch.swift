import Dispatch
import Glibc

/// Tells when the file of the cover that is shown goes away, without waking up while it stays (inotify(7)).
///
/// Used on one queue alone.
final class CoverWatch {
  private let descriptor: Int32
  private let events: any DispatchSourceRead
  private let lost: () -> Void
  /// What is watched now.
  private(set) var path: String?
  private var watches: Set<Int32> = []

  /// - Parameters:
  ///   - queue: the one that this is used on.
  ///   - lost: called when the file may be gone, once: it has to be watched anew then.
  /// - Returns: `nil` where the system grants no more inotify instances.
  init?(queue: DispatchQueue, lost: @escaping () -> Void) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    self.lost = lost
    events = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    events.setEventHandler { [weak self] in self?.readEvents() }
    let descriptor = descriptor
    events.setCancelHandler { close(descriptor) }
    events.activate()
  }

  deinit {
    events.cancel()
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
    for watch in watches { inotify_rm_watch(descriptor, watch) }
    watches = []
  }

  /// What can't be watched, as there is no such file or the system's limit is reached, is left out.
  private func add(_ path: String, _ interest: some BinaryInteger) {
    let watch = inotify_add_watch(descriptor, path, UInt32(interest))
    if watch >= 0 { watches.insert(watch) }
  }

  private func readEvents() {
    var isLost = false
    withUnsafeTemporaryAllocation(byteCount: 4 << 10, alignment: MemoryLayout<inotify_event>.alignment) {
      buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        if concernsWatches(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { isLost = true }
      }
    }
    guard isLost else { return }
    end()
    lost()
  }

  /// - Parameter bytes: whole events.
  private func concernsWatches(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + MemoryLayout<inotify_event>.size <= bytes.count {
      // The kernel writes whole events, so that their heads lie within `bytes`.
      let watch = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
      let nameLength = bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self)
      // The end of a watch that was taken back is no news; -1 stands for events that the kernel dropped.
      if watches.contains(watch) || watch == -1 { return true }
      offset += MemoryLayout<inotify_event>.size + Int(nameLength)
    }
    return false
  }
}
