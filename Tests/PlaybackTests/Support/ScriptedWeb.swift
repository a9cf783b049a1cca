import Model
import Synchronization

/// A web whose stations a test speaks for.
final class ScriptedWeb: WebStreams {
  private struct State {
    var streams: [String: any ByteSource] = [:]
    var listeners: [String: @Sendable (StationInfo) -> Void] = [:]
  }

  private let state = Mutex(State())

  func put(_ bytes: any ByteSource, at url: String) {
    state.withLock { $0.streams[url] = bytes }
  }

  func say(_ info: StationInfo, at url: String) {
    state.withLock { $0.listeners[url] }?(info)
  }

  func stream(at url: String, told: @escaping @Sendable (StationInfo) -> Void) -> any ByteSource {
    state.withLock { state in
      state.listeners[url] = told
      return state.streams[url] ?? ScriptedStream([], .isGone)
    }
  }
}
