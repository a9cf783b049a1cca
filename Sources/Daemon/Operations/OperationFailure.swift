import Bus

/// What ends an operation as failed that has a result all the same: a part of it succeeded.
struct OperationFailure: Error {
  let failure: BusFailure
  let result: VariantMap
}
