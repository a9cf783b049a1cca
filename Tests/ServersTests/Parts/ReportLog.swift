import Model
import TestKit

/// Hears how requests went.
final class ReportLog: ConnectivityReporter {
  enum Report: Equatable, Sendable {
    case reached(Source.ID)
    case failed(Source.ID, String)
  }

  let reports = EventLog<Report>()

  func didReach(_ source: Source.ID) {
    reports.append(.reached(source))
  }

  func didFailToReach(_ source: Source.ID, reason: String) {
    reports.append(.failed(source, reason))
  }
}
