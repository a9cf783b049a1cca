/// A first-in, first-out queue of jobs.
struct JobQueue {
  private var jobs: [UnownedJob] = []
  private var head = 0

  var count: Int { jobs.count - head }

  mutating func append(_ job: UnownedJob) {
    jobs.append(job)
  }

  /// - Returns: the oldest job; `nil` where there is none.
  mutating func popFirst() -> UnownedJob? {
    guard head < jobs.count else { return nil }
    defer {
      head += 1
      // What was taken is let go of in large pieces, so that a long backlog is not moved for each job.
      if head == jobs.count || head >= 1024 {
        jobs.removeFirst(head)
        head = 0
      }
    }
    return jobs[head]
  }
}
