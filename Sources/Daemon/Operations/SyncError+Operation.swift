import Bus
import Sync

extension SyncError {
  /// What an operation throws for it.
  var forOperation: any Error {
    switch self {
    case .server(let error): error.forOperation
    case .library(let error): BusFailure(error)
    case .cancelled: CancellationError()
    }
  }
}
