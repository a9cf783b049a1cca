import Synchronization

/// Notes what happens, and lets one test wait for it.
final class Journal: Sendable {
  private let notes = Mutex<[String]>([])
  private let stream: AsyncStream<String>
  private let continuation: AsyncStream<String>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  var entries: [String] { notes.withLock { $0 } }

  func note(_ entry: String) {
    notes.withLock { $0.append(entry) }
    continuation.yield(entry)
  }

  /// Waits until this was noted; what was noted before it is skipped for good.
  func wait(for entry: String) async {
    for await each in stream where each == entry { return }
  }
}
