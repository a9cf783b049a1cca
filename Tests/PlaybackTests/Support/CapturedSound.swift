@preconcurrency import Dispatch
import Foundation
import Model
import Synchronization
import TestKit

enum CapturedSoundError: Error {
  case noPipe(String, CInt)
}

/// Everything that a pipeline's sinks were given, from one start to the next: through a pipe, for in a file `filesink`
/// begins anew at each start and each seek.
final class CapturedSound: Sendable {
  private let path: String
  private let descriptor: CInt
  private let queue = DispatchQueue(label: "soul.captured-sound")
  private let source: any DispatchSourceRead
  private let bytes = Mutex<[UInt8]>([])

  init(in folder: TemporaryFolder) throws {
    path = try folder.path(of: "captured.pipe")
    guard mkfifo(path, 0o600) == 0 else { throw CapturedSoundError.noPipe(path, errno) }
    // Written to as well, it never ends.
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw CapturedSoundError.noPipe(path, errno) }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.drain() }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// - Parameter sync: with `false` it takes what comes as fast as it comes.
  func sink(sync: Bool) -> String {
    "audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=44100,channels=2 "
      + "! filesink buffer-mode=unbuffered sync=\(sync) location=\(path)"
  }

  /// What was heard until now. A sink has written what it had before its end is told.
  var heard: Recording {
    queue.sync { drain() }
    return bytes.withLock { bytes in
      Recording(samples: bytes.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) })
    }
  }

  /// The length of what was heard until now.
  var duration: MediaTime { MediaTime(microseconds: Int64(heard.frames) * 1_000_000 / Int64(Recording.rate)) }

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      bytes.withLock { $0.append(contentsOf: buffer[..<count]) }
    }
  }
}
