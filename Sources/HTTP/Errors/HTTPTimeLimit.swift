/// Which of the limits on time was exceeded.
public enum HTTPTimeLimit: Hashable, Sendable {
  /// There was no connection in time.
  case connect
  /// There was a connection but no head of an answer in time.
  case response
  /// Less of the body came than has to.
  case lowSpeed
  /// The request as a whole took too long.
  case whole
}
