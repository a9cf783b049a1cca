import Bus
import Servers

extension ServerError {
  /// What an operation throws for it.
  var forOperation: any Error {
    if case .cancelled = self { CancellationError() } else { BusFailure(self) }
  }
}
