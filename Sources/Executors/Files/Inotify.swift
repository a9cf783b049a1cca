public import Dispatch
internal import Glibc

/// One inotify instance, whose events come on a queue: nothing wakes up while nothing happens (inotify(7)). It is given
/// up with the last reference.
public final class Inotify: Sendable {
  /// What became of a wish to watch something.
  public enum Answer: Sendable {
    case watched(Int32)
    /// The user has no watches left.
    case exhausted
    /// Nothing is there that could be watched.
    case refused
  }

  private let descriptor: Int32
  // Set up in `begin`, before anybody else has this; from then on only `deinit` touches it.
  private nonisolated(unsafe) let source: any DispatchSourceRead

  /// `begin` has to follow.
  /// - Parameter queue: a serial one.
  /// - Returns: `nil` where the system grants the user no more instances.
  public init?(queue: DispatchQueue) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setCancelHandler { close(descriptor) }
  }

  deinit {
    source.cancel()
  }

  /// - Parameter handler: called on the queue with all that has happened since.
  public func begin(_ handler: @escaping ([InotifyEvent]) -> Void) {
    let descriptor = descriptor
    source.setEventHandler { handler(Self.pending(descriptor)) }
    source.activate()
  }

  /// - Parameters:
  ///   - path: what is watched; the same a second time has the same watch.
  ///   - interest: of the kernel's flags `IN_…`.
  public func add(_ path: String, for interest: some BinaryInteger) -> Answer {
    let watch = inotify_add_watch(descriptor, path, UInt32(truncatingIfNeeded: interest))
    guard watch < 0 else { return .watched(watch) }
    return errno == ENOSPC ? .exhausted : .refused
  }

  public func remove(_ watch: Int32) {
    inotify_rm_watch(descriptor, watch)
  }

  private static func pending(_ descriptor: Int32) -> [InotifyEvent] {
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: MemoryLayout<inotify_event>.alignment) {
      buffer in
      var events: [InotifyEvent] = []
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return events }
        // The kernel writes no more than the count says, and no event outlives its read.
        events += InotifyEvents(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }
}
