internal import Glibc

/// One event as the kernel wrote it (inotify(7)).
public struct InotifyEvent: Sendable {
  /// -1 for events that the kernel dropped.
  public let watch: Int32
  private let mask: UInt32
  /// The entry of the watched folder that it is about; empty where it is about what is watched itself.
  public let name: String

  init(watch: Int32, mask: UInt32, name: String) {
    self.watch = watch
    self.mask = mask
    self.name = name
  }

  public var isOverflow: Bool { has(IN_Q_OVERFLOW) }
  public var isEndOfWatch: Bool { has(IN_IGNORED) }

  /// - Parameter flags: of the kernel's `IN_…`, one or more.
  public func has(_ flags: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flags) != 0 }
}
