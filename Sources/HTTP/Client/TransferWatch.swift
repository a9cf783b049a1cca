import Dispatch

/// The limits on time of one request, beside the one on its connection, which libcurl keeps itself.
struct TransferWatch {
  private let whole: DispatchTime?
  private let lowSpeed: HTTPLowSpeed?
  /// When the head has to be there; `nil` once it is.
  private var response: DispatchTime?
  /// When the next stretch of the body is looked at; `nil` before the body and while it is held up.
  private var windowEnd: DispatchTime?
  private var windowBytes = 0

  init(_ visit: Visit) {
    whole = visit.deadline
    lowSpeed = visit.request.limits.lowSpeed
    response = .now() + visit.request.limits.response.dispatchInterval
  }

  var deadline: DispatchTime? {
    [whole, response, windowEnd].compactMap(\.self).min()
  }

  mutating func beginBody() {
    response = nil
    beginWindow(at: .now())
  }

  mutating func count(_ bytes: Int) {
    windowBytes += bytes
  }

  /// A server that is held up is not slow.
  mutating func holdUp() {
    windowEnd = nil
  }

  mutating func resume() {
    beginWindow(at: .now())
  }

  /// - Returns: what is exceeded; `nil` where nothing is, and then the next stretch of time has begun.
  mutating func limitExceeded(at now: DispatchTime) -> HTTPTimeLimit? {
    if let whole, whole <= now { return .whole }
    if let response, response <= now { return .response }
    guard let windowEnd, windowEnd <= now, let lowSpeed else { return nil }
    guard windowBytes >= lowSpeed.bytes else { return .lowSpeed }
    beginWindow(at: now)
    return nil
  }

  private mutating func beginWindow(at now: DispatchTime) {
    windowBytes = 0
    windowEnd = lowSpeed.map { now + $0.window.dispatchInterval }
  }
}
