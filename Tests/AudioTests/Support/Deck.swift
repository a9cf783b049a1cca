import Audio
import Model
import TestKit

/// A pipeline with a folder of its own, whose sink writes what would be heard into a file.
final class Deck {
  let folder: TemporaryFolder
  let pipeline: Pipeline
  private var iterator: AsyncStream<PipelineEvent>.Iterator
  /// All events so far.
  private(set) var events: [PipelineEvent] = []

  /// - Parameters:
  ///   - sink: in place of the capturing one.
  ///   - sync: plays as fast as a device does, not as fast as it can be decoded.
  init(sink: String? = nil, sync: Bool = false) throws {
    folder = try TemporaryFolder()
    let capture = try folder.path(of: "captured.raw")
    pipeline = Pipeline(
      AudioConfiguration(
        sink: sink
          ?? "audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=44100,channels=2 "
          + "! filesink sync=\(sync) location=\(capture)"))
    iterator = pipeline.events.makeAsyncIterator()
  }

  /// Waits for an event.
  /// - Returns: it, or `nil` when the pipeline is gone.
  @discardableResult
  func wait(for condition: (PipelineEvent) -> Bool) async -> PipelineEvent? {
    while let event = await iterator.next(isolation: #isolation) {
      events.append(event)
      if condition(event) { return event }
    }
    return nil
  }

  /// Waits until an item has ended.
  func waitForEnd(of item: UInt64) async {
    await wait { $0 == .ended(item: item) || $0.isFailure }
  }

  func waitForFailure() async -> AudioError? {
    guard case .failed(_, let error, _)? = await wait(for: \.isFailure) else { return nil }
    return error
  }

  /// Plays an item to its end.
  /// - Returns: what was heard.
  func record(_ input: MediaInput, next: MediaInput? = nil) async throws -> Recording {
    if let next {
      let following = AudioItem(id: 2, input: next)
      try await pipeline.load(AudioItem(id: 1, input: input), at: .zero, playing: true, next: following)
      await waitForEnd(of: 2)
    } else {
      try await pipeline.load(AudioItem(id: 1, input: input), at: .zero, playing: true)
      await waitForEnd(of: 1)
    }
    return try captured()
  }

  /// What the events say last of an item's length.
  func duration(of item: UInt64) -> MediaTime? {
    events.reduce(nil) { known, event in
      switch event {
      case .started(item, let duration): duration
      case .durationChanged(item, let duration): duration
      default: known
      }
    }
  }

  func captured() throws -> Recording {
    try Recording(rawFile: folder.path(of: "captured.raw"))
  }
}

extension PipelineEvent {
  var isFailure: Bool {
    if case .failed = self { true } else { false }
  }

  var isSettled: Bool {
    if case .settled = self { true } else { false }
  }

  func isSettled(playing: Bool, item: UInt64) -> Bool {
    if case .settled(item, playing, _) = self { true } else { false }
  }

  var isSeeked: Bool {
    if case .seeked = self { true } else { false }
  }

  var isEarlyEnd: Bool {
    if case .brokeOff = self { true } else { false }
  }

  var isStalled: Bool {
    if case .stalled = self { true } else { false }
  }

  var isStarted: Bool {
    if case .started = self { true } else { false }
  }
}

extension PipelineEvent {
  var item: UInt64? {
    switch self {
    case .started(let item, _), .durationChanged(let item, _), .settled(let item, _, _), .seeked(let item, _),
      .stalled(let item, _),
      .brokeOff(let item, _), .ended(let item), .failed(let item, _, _):
      item
    case .volumeChanged: nil
    }
  }
}

extension Deck {
  /// Loads an item, waits until it is ready, and stops.
  func settle(_ input: MediaInput, as id: UInt64) async throws {
    try await pipeline.load(AudioItem(id: id, input: input), at: .zero, playing: false)
    await wait { $0.isSettled && $0.item == id }
    await pipeline.stop()
  }
}
