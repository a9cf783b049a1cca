/// How far an operation is.
struct OperationProgress: Sendable {
  /// In units of `total`.
  var done: UInt64
  /// 0 while it is not known.
  var total: UInt64
  /// What it is at now.
  var detail: String
}
