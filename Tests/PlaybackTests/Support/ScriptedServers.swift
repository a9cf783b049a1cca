import Model
import Synchronization

/// Servers whose files are given by a test.
final class ScriptedServers: TrackStreams {
  private struct Place: Hashable {
    let source: Source.ID
    let file: String
  }

  private let streams = Mutex<[Place: ScriptedStream]>([:])

  func put(_ stream: ScriptedStream, at file: String, on source: Source.ID) {
    streams.withLock { $0[Place(source: source, file: file)] = stream }
  }

  func stream(of serverFileID: String, from source: Source.ID) -> any ByteSource {
    streams.withLock { $0[Place(source: source, file: serverFileID)] } ?? ScriptedStream([], .isGone)
  }
}
