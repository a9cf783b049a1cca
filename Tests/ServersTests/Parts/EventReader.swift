import Servers
import TestKit

/// Collects a directory's events.
struct EventReader {
  let changes = EventLog<ServerEvent.Change>()

  init(_ events: AsyncStream<ServerEvent>) {
    Task { [changes] in
      for await event in events { changes.append(event.change) }
    }
  }

  /// Waits until something has become of a session, if it has not yet.
  func wait(for change: ServerEvent.Change) async throws {
    var index = 0
    while try await changes.event(index) != change { index += 1 }
  }
}
