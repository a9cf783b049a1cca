import Glibc

/// What a descriptor is waited for, or is ready for.
public struct DescriptorEvents: OptionSet, Sendable {
  public let rawValue: Int16

  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  public static let readable = DescriptorEvents(rawValue: Int16(POLLIN))
  public static let writable = DescriptorEvents(rawValue: Int16(POLLOUT))
  /// News of a file below `/proc` that tells of some in this way.
  public static let urgent = DescriptorEvents(rawValue: Int16(POLLPRI))
  /// The other end is gone. Reported without being asked for.
  public static let hangUp = DescriptorEvents(rawValue: Int16(POLLHUP))
  /// The descriptor is in error or isn't open. Reported without being asked for.
  public static let failure = DescriptorEvents(rawValue: Int16(POLLERR | POLLNVAL))
}
