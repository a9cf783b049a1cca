import Glibc

/// Closes a descriptor once.
final class DescriptorOwner: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}
