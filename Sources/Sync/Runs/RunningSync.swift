/// A sync under way, and everybody who waits for it.
struct RunningSync {
  struct Waiter {
    let continuation: CheckedContinuation<Result<SyncReport, SyncError>, Never>
    let progress: @Sendable (SyncProgress) -> Void
  }

  let task: Task<Void, Never>
  /// The schedule wants it, whoever else leaves.
  var isScheduled: Bool
  /// Somebody has signed in since it began: where it fails for want of that, another one follows.
  var sawSignIn = false
  var waiters: [Int: Waiter] = [:]
}
