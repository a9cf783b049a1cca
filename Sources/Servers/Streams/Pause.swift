import Dispatch

/// Waits a moment before something is tried again. (`Task.sleep` counts on Dispatch's global queues, whose first job
/// starts a timer that wakes the process every second for ever.)
enum Pause {
  private static let queue = DispatchQueue(label: "soul.servers.pause")

  static func wait(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
      queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { continuation.resume() }
    }
  }
}
