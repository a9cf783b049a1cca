import Executors

/// Tells of changes of the mount table, for as long as it is kept.
///
/// It has a thread of its own: the kernel announces them as urgent data of a file (proc_pid_mountinfo(5)), which
/// Dispatch has no source for.
actor MountWatch {
  private let executor: ThreadExecutor

  init() throws(ExecutorError) {
    executor = try ThreadExecutor(name: "soul.mounts")
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter onChange: called on the thread, for what was changed before, too.
  func begin(_ onChange: @escaping @Sendable () -> Void) {
    guard let table = MountTable(onChange: onChange) else { return }
    executor.attach(table)
    onChange()
  }
}
