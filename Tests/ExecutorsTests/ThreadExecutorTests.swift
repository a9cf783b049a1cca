import Executors
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1))) struct ThreadExecutorTests {
  @Test func runsItsActorOnOneThread() async throws {
    let worker = try Worker()
    let first = await worker.thread()
    #expect(first != pthread_self())
    await withTaskGroup(of: UInt.self) { group in
      for _ in 0..<100 { group.addTask { await worker.thread() } }
      for await thread in group { #expect(thread == first) }
    }
  }

  @Test func keepsTheOrderOfJobs() async throws {
    let worker = try Worker()
    await worker.noteInOrder(1000)
    #expect(await worker.notes == Array(0..<1000))
  }

  @Test func handsOverWhatADescriptorBrings() async throws {
    let pipe = try PipeEnds()
    let worker = try Worker()
    var bytes = await worker.bytes(from: pipe.readEnd).makeAsyncIterator()
    for byte in UInt8(1)...50 {
      pipe.write(byte)
      #expect(await bytes.next() == byte)
      // The watch leaves room for jobs, and jobs for the watch.
      _ = await worker.thread()
    }
    pipe.closeWriteEnd()
    #expect(await bytes.next() == nil)
    await worker.stopWatching()
  }

  @Test func goesOnWhileThereIsWork() async throws {
    let worker = try Worker()
    #expect(await worker.wakeUps(leavingWork: 5, deadline: nil) == 5)
  }

  @Test func wakesAtADeadline() async throws {
    let worker = try Worker()
    let deadline = ContinuousClock.now + .milliseconds(5)
    #expect(await worker.wakeUps(leavingWork: 0, deadline: deadline) == 1)
    #expect(ContinuousClock.now >= deadline)
  }

  /// The thread lets go of its watch when it ends, and the watch then ends the stream.
  @Test func endsWithItsActor() async throws {
    let pipe = try PipeEnds()
    var worker: Worker? = try Worker()
    var bytes = await worker?.bytes(from: pipe.readEnd).makeAsyncIterator()
    worker = nil
    #expect(await bytes?.next() == nil)
    #expect(worker == nil)
  }
}
