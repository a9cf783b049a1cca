internal import Dispatch
internal import Glibc

/// Tells when a keyring's file is read, which is how GNOME Keyring unlocks it: over its control socket, which PAM uses,
/// it does so without a word on the bus (inotify(7)). It is given up with the last reference.
final class KeyringFiles: Sendable {
  private static let ending = ".keyring"

  // Set up once, in `init`; from then on only `deinit` touches it, and cancelling is safe from every thread.
  private nonisolated(unsafe) let events: any DispatchSourceRead

  /// - Parameters:
  ///   - directory: where the files are.
  ///   - read: called on `queue` each time that a program has read one of them.
  /// - Returns: `nil` where there is no such directory, or the system grants no more watches.
  init?(in directory: String, queue: DispatchQueue, read: @escaping @Sendable () -> Void) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    guard inotify_add_watch(descriptor, directory, UInt32(IN_CLOSE_NOWRITE | IN_ONLYDIR)) >= 0 else {
      close(descriptor)
      return nil
    }
    events = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    events.setEventHandler { if Self.hasReadKeyring(descriptor) { read() } }
    events.setCancelHandler { close(descriptor) }
    events.activate()
  }

  deinit {
    events.cancel()
  }

  /// Takes all that has happened.
  private static func hasReadKeyring(_ descriptor: Int32) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 4 << 10, alignment: MemoryLayout<inotify_event>.alignment) {
      buffer in
      var isRead = false
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return isRead }
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        while let name = nextName(&rest) { isRead = isRead || name.hasSuffix(ending) }
      }
    }
  }

  /// The name in the next event: a head, whose last word is the length of the name, and the name that NULs fill up.
  private static func nextName(_ rest: inout UnsafeRawBufferPointer) -> String? {
    let headSize = MemoryLayout<inotify_event>.size
    guard rest.count >= headSize else { return nil }
    let length = Int(rest.loadUnaligned(fromByteOffset: headSize - 4, as: UInt32.self))
    guard rest.count >= headSize + length else { return nil }
    let name = rest[headSize..<headSize + length].prefix { $0 != 0 }
    rest = UnsafeRawBufferPointer(rebasing: rest[(headSize + length)...])
    return String(decoding: name, as: UTF8.self)
  }
}
