import TestKit

extension EventLog where Event: Equatable {
  /// Waits until something has happened so many times, if it has not yet.
  func wait(for expected: Event, times: Int = 1) async throws {
    var seen = 0
    var index = 0
    while seen < times {
      if try await event(index) == expected { seen += 1 }
      index += 1
    }
  }
}
