import Executors
import Model

/// What is shown as the cover of the current entry is a file that is there (MPRIS `mpris:artUrl`).
extension Player {
  /// Leaves out a cover whose file is gone, and hears of one that goes: then what is shown is looked up anew.
  func checkCover() {
    guard let path = state.current?.coverPath else {
      coverWatch?.watch(nil)
      return
    }
    if coverWatch == nil {
      coverWatch = CoverWatch(queue: executor.queue) { [weak self] in
        self?.assumeIsolated { $0.refreshMetadata() }
      }
    }
    guard coverWatch?.path != path else { return }
    coverWatch?.watch(path)
    // Only now: what goes after this look is told.
    guard !CoverWatch.isThere(path) else { return }
    state.current?.coverPath = nil
    coverWatch?.watch(nil)
  }
}
