/// A sync under way, and everybody who waits for it.
struct RunningSync {
  struct Waiter {
    let continuation: CheckedContinuation<Result<SyncReport, SyncError>, Never>
    let progress: @Sendable (SyncProgress) -> Void
  }

  let task: Task<Void, Never>
  /// The schedule wants it, whoever else leaves.
  var isScheduled: Bool
  var waiters: [Int: Waiter] = [:]
}
