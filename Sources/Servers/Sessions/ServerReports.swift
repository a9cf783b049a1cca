import Model
import Synchronization

/// Carries what sessions have to say to who listens, in order, without letting a request wait for the listener.
final class ServerReports: Sendable {
  private enum Reach: Sendable {
    case reached
    case failed(reason: String)
  }

  let events: AsyncStream<ServerEvent>
  private let eventSink: AsyncStream<ServerEvent>.Continuation
  private let reachSink: AsyncStream<(Source.ID, Reach)>.Continuation
  private let reporter: ReporterSlot

  init() {
    (events, eventSink) = AsyncStream.makeStream()
    let (reach, sink) = AsyncStream<(Source.ID, Reach)>.makeStream()
    reachSink = sink
    let slot = ReporterSlot()
    reporter = slot
    Task {
      for await (source, outcome) in reach {
        let reporter = slot.value.withLock { $0 }
        switch outcome {
        case .reached: await reporter?.didReach(source)
        case .failed(let reason): await reporter?.didFailToReach(source, reason: reason)
        }
      }
    }
  }

  deinit {
    eventSink.finish()
    reachSink.finish()
  }

  func setReporter(_ reporter: any ConnectivityReporter) {
    self.reporter.value.withLock { $0 = reporter }
  }

  func send(_ change: ServerEvent.Change, of source: Source.ID) {
    eventSink.yield(ServerEvent(source: source, change: change))
  }

  func didReach(_ source: Source.ID) {
    reachSink.yield((source, .reached))
  }

  func didFailToReach(_ source: Source.ID, reason: String) {
    reachSink.yield((source, .failed(reason: reason)))
  }
}

/// Who listens, where there is somebody yet.
private final class ReporterSlot: Sendable {
  let value = Mutex<(any ConnectivityReporter)?>(nil)
}
