/// Why a redirect was not followed.
public enum HTTPRedirectFailure: Hashable, Sendable {
  /// The request allows none.
  case notAllowed
  /// More than five in a row.
  case tooMany
  /// From `https` to `http`.
  case insecure
  /// What was to be sent is for the first server alone.
  case carriesBody
  /// There is no place that could be asked.
  case badTarget
}
