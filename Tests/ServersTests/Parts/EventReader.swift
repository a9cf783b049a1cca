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

  func wait(for change: ServerEvent.Change, times: Int = 1) async throws {
    try await changes.wait(for: change, times: times)
  }
}
