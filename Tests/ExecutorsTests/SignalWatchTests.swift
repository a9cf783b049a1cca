import Dispatch
import Executors
import Glibc
import Testing

@Suite(.serialized, .timeLimit(.minutes(1))) struct SignalWatchTests {
  @Test func aSignalRightAfterTheBeginningIsHeard() async throws {
    for _ in 0..<200 {
      let (signals, continuation) = AsyncStream<Int32>.makeStream()
      let watch = SignalWatch([SIGUSR1, SIGUSR2], queue: DispatchQueue(label: "test.signals")) {
        continuation.yield($0)
      }
      #expect(kill(getpid(), SIGUSR2) == 0)
      #expect(await signals.first { _ in true } == SIGUSR2)
      withExtendedLifetime(watch) {}
    }
  }
}
