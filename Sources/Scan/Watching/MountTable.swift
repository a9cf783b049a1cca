import Executors
import Glibc

/// The mount table as the kernel shows it to this process.
final class MountTable: DescriptorWatch {
  private let descriptor: Int32
  private let onChange: @Sendable () -> Void

  /// - Returns: `nil` where the system shows none, as without `/proc`.
  init?(onChange: @escaping @Sendable () -> Void) {
    descriptor = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.onChange = onChange
  }

  deinit {
    close(descriptor)
  }

  var interest: DescriptorInterest { DescriptorInterest(descriptor: descriptor, events: .urgent) }

  /// Each poll takes the news with it, so nothing has to be read.
  func wake(with events: DescriptorEvents) {
    onChange()
  }
}
