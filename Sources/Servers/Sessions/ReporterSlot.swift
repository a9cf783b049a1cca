import Model
import Synchronization

/// Who listens, where there is somebody yet.
final class ReporterSlot: Sendable {
  let value = Mutex<(any ConnectivityReporter)?>(nil)
}
