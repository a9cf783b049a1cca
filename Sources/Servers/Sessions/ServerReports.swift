import Model
import Synchronization

/// Carries what sessions have to say to who listens, in order, without letting a request wait for the listener.
final class ServerReports: Sendable {
  private enum Report: Sendable {
    case reached(Source.ID)
    case failed(Source.ID, reason: String)
    /// Somebody waits for all that was reported before.
    case awaited(CheckedContinuation<Void, Never>)
  }

  let events: AsyncStream<ServerEvent>
  private let eventSink: AsyncStream<ServerEvent>.Continuation
  private let reportSink: AsyncStream<Report>.Continuation
  private let reporter: ReporterSlot

  init() {
    (events, eventSink) = AsyncStream.makeStream()
    let (reports, sink) = AsyncStream<Report>.makeStream()
    reportSink = sink
    let slot = ReporterSlot()
    reporter = slot
    Task {
      for await report in reports {
        let reporter = slot.value.withLock { $0 }
        switch report {
        case .reached(let source): await reporter?.didReach(source)
        case .failed(let source, let reason): await reporter?.didFailToReach(source, reason: reason)
        case .awaited(let continuation): continuation.resume()
        }
      }
    }
  }

  deinit {
    eventSink.finish()
    reportSink.finish()
  }

  func setReporter(_ reporter: any ConnectivityReporter) {
    self.reporter.value.withLock { $0 = reporter }
  }

  func send(_ change: ServerEvent.Change, of source: Source.ID) {
    eventSink.yield(ServerEvent(source: source, change: change))
  }

  func didReach(_ source: Source.ID) {
    reportSink.yield(.reached(source))
  }

  func didFailToReach(_ source: Source.ID, reason: String) {
    reportSink.yield(.failed(source, reason: reason))
  }

  /// Waits until the listener has heard all that was reported so far.
  func deliver() async {
    await withCheckedContinuation { continuation in
      if case .enqueued = reportSink.yield(.awaited(continuation)) { return }
      continuation.resume()
    }
  }
}
