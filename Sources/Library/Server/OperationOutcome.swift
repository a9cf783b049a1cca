/// How an operation of a client ended.
public enum OperationOutcome: Hashable, Sendable {
  case done
  /// The playlist that was added or renamed, as a JSON object.
  case playlist([UInt8])
  /// What it names is not there: `track`, `playlist`.
  case notFound(String)
  /// The key was used for another request within the last 30 days.
  case keyReused
}
