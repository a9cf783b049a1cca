/// A file descriptor that came over the bus or goes over it. Closed when the last copy of this value goes.
public struct UnixFD: Sendable, Hashable {
  private let owner: DescriptorOwner

  /// Takes over an open descriptor.
  public init(owning descriptor: Int32) {
    owner = DescriptorOwner(descriptor)
  }

  /// Valid as long as this value or a copy of it exists.
  public var descriptor: Int32 { owner.descriptor }

  public static func == (left: UnixFD, right: UnixFD) -> Bool {
    left.owner === right.owner
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(owner))
  }
}
