import Model
import Synchronization
import TestKit

/// Servers whose files are given by a test.
final class ScriptedServers: TrackStreams {
  private struct Place: Hashable {
    let source: Source.ID
    let file: String
  }

  private let streams = Mutex<[Place: ScriptedStream]>([:])

  /// What was asked for whether it is back.
  let searches = EventLog<Set<Source.ID>>()
  private let found = Mutex<(@Sendable () async -> Void)?>(nil)

  /// What comes to be known by each search.
  func whenSearched(_ action: @escaping @Sendable () async -> Void) {
    found.withLock { $0 = action }
  }

  func put(_ stream: ScriptedStream, at file: String, on source: Source.ID) {
    streams.withLock { $0[Place(source: source, file: file)] = stream }
  }

  func look(for sources: Set<Source.ID>) async {
    searches.append(sources)
    await found.withLock { $0 }?()
  }

  func stream(of serverFileID: String, from source: Source.ID) -> any ByteSource {
    streams.withLock { $0[Place(source: source, file: serverFileID)] } ?? ScriptedStream([], .isGone)
  }
}
