import Executors
import Glibc

/// An actor on a thread of its own.
actor Worker {
  private nonisolated let executor: ThreadExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private(set) var notes: [Int] = []

  init() throws {
    executor = try ThreadExecutor(name: "test.worker")
  }

  func thread() -> UInt {
    executor.checkIsolated()
    return pthread_self()
  }

  /// Lets as many tasks as `count` note their numbers, each started after the one before.
  func noteInOrder(_ count: Int) async {
    let tasks = (0..<count).map { number in Task { notes.append(number) } }
    for task in tasks { await task.value }
  }

  func bytes(from descriptor: Int32) -> AsyncStream<UInt8> {
    let (stream, continuation) = AsyncStream.makeStream(of: UInt8.self)
    executor.attach(ByteWatch(descriptor, continuation))
    return stream
  }

  func stopWatching() {
    executor.detach()
  }

  /// Counts how often a watch without a descriptor is woken until it has neither work nor a deadline.
  func wakeUps(leavingWork turns: Int, deadline: ContinuousClock.Instant?) async -> Int {
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
    executor.attach(WorkWatch(turns: turns, deadline: deadline, continuation))
    var last = 0
    for await count in stream { last = count }
    executor.detach()
    return last
  }
}
