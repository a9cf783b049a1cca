/// A sync under way, and everybody who waits for it.
struct RunningSync {
  struct Waiter {
    let continuation: CheckedContinuation<Result<SyncReport, SyncError>, Never>
    let progress: @Sendable (SyncProgress) -> Void
  }

  /// What tells it from the one that follows.
  let number: Int
  let task: Task<Void, Never>
  /// Somebody wants all tracks to be asked for, not the changes alone.
  let isFull: Bool
  /// The schedule wants it, whoever else leaves.
  var isScheduled: Bool
  /// Somebody has signed in since it began: where it fails for want of that, another one follows.
  var sawSignIn = false
  var waiters: [Int: Waiter] = [:]
  /// Who wants a full sync, where this is none: it follows.
  var fullWaiters: [Int: Waiter] = [:]

  /// Whether somebody still wants something of it.
  var isWanted: Bool { isScheduled || !waiters.isEmpty || !fullWaiters.isEmpty }
}
