import Bus
import Contract
import Library
import Model
import Sync

/// What came out of a sync, server by server.
struct SyncSummary {
  private var total = SyncOutcome()
  private var records: [VariantMap] = []
  private var failures: [(server: String, failure: BusFailure)] = []

  mutating func add(_ outcome: SyncOutcome, of source: Source.ID, named name: String) {
    total += outcome
    records.append(Self.record(outcome.fields, of: source, named: name))
  }

  mutating func add(_ failure: BusFailure, of source: Source.ID, named name: String) {
    failures.append((name, failure))
    var fields = VariantMap()
    fields[.error] = failure.name
    fields[.message] = failure.message
    records.append(Self.record(fields, of: source, named: name))
  }

  private static func record(_ fields: VariantMap, of source: Source.ID, named name: String) -> VariantMap {
    var record = fields
    record[.source] = source.path
    record[.name] = name
    return record
  }

  /// The operation's result.
  /// - Throws: `OperationFailure` with the same result where a server failed. Its error is the gravest.
  func result() throws(OperationFailure) -> VariantMap {
    var result = total.fields
    result[.sources] = records
    guard let gravest = failures.map(\.failure.gravity).max(),
      let worst = failures.first(where: { $0.failure.gravity == gravest })?.failure
    else { return result }
    let message =
      records.count == 1
      ? worst.message : failures.map { "\($0.server): \($0.failure.message)" }.joined(separator: " ")
    throw OperationFailure(failure: BusFailure(name: worst.name, message: message), result: result)
  }
}

extension BusFailure {
  /// How little time alone will mend it.
  fileprivate var gravity: Int {
    switch ErrorName(rawValue: name) {
    case .offline, .unreachable: 0
    case .notSignedIn, .signInRefused, .keyringLocked, .keyringUnavailable: 1
    case .insecure, .notFound, .notPlayable, .conflict, .storageFull, .failed, nil: 2
    }
  }
}
