internal import Dispatch
internal import Executors
public import Model

/// Plays one item after the other through GStreamer.
///
/// Nothing is initialised before the first `load`. No call waits for the sound device: what was wished is done in
/// order, and `events` tell what became of it.
public actor Pipeline {
  /// What happens, in order. For one reader.
  public nonisolated let events: AsyncStream<PipelineEvent>

  nonisolated let executor = DispatchQueueExecutor(label: "soul.audio", qos: .userInteractive)
  nonisolated let slot = NextSlot()
  let configuration: AudioConfiguration
  private let continuation: AsyncStream<PipelineEvent>.Continuation

  var playbin: Playbin?
  /// Which playbin is the one in use: one that was given up may still say something.
  var playbinNumber: UInt64 = 0
  var session: Session?
  /// Counts loads and stops: what an older one still says is not heard.
  var epoch: UInt64 = 0
  /// Which load the bus's messages belong to.
  var messageEpoch: UInt64 = 0
  var isPlaying = false
  var rate = 1.0
  /// Cubic; `nil` until it is set or told: the desktop remembers one for us.
  var volume: Double?
  /// Own changes of the volume that are under way; their echo is not news.
  var volumeChanges = 0
  /// Ends the wait for an item that neither begins nor fails.
  var deadline: Deadline?
  /// Ends the wait for a seek that never lands.
  var landing: Deadline?
  /// Ends the doubt whether bytes that are late come in time after all.
  var starving: Deadline?
  /// Where the last item was as it ended or failed.
  var lastPosition: MediaTime?
  /// What no plugin decodes, by item.
  var missingCodecs: [UInt64: String] = [:]
  /// Where items break off whose decoder was done before they began to sound.
  var earlyEnds: [UInt64: MediaTime] = [:]
  /// Finds out what a start needs to know, and starts.
  var startTask: Task<Void, Never>?

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  public init(_ configuration: AudioConfiguration) {
    self.configuration = configuration
    (events, continuation) = AsyncStream.makeStream()
  }

  deinit {
    startTask?.cancel()
    _ = deadline?.cancel()
    _ = landing?.cancel()
    _ = starving?.cancel()
    playbin?.close()
    continuation.finish()
  }

  func tell(_ event: PipelineEvent) {
    continuation.yield(event)
  }

  // MARK: what plays

  /// Replaces whatever plays, and drops the next item.
  /// - Parameters:
  ///   - position: where to begin, ≥ 0.
  ///   - playing: else it stays paused on its first sound.
  ///   - next: as for `setNext`. A short item can be over for the decoder before it is heard: only what is there from the
  ///     beginning follows it without a gap for sure.
  /// - Throws: what is wrong at first sight: no such file, not a regular file, a bad sink. The rest comes as `failed`.
  public func load(
    _ item: AudioItem, at position: MediaTime, playing: Bool, next: AudioItem? = nil
  ) async throws(AudioError) {
    let epoch = abandon()
    slot.close()
    if let next { setNext(next) }
    isPlaying = playing
    var session = Session(item)
    if position > .zero || rate != 1 { session.begin(at: max(position, .zero)) }
    self.session = session
    switch item.input {
    case .file:
      do throws(AudioError) {
        try await start(MediaSource(item, length: nil), epoch: epoch)
      } catch {
        if epoch == self.epoch { self.session = nil }
        throw error
      }
    case .bytes(let bytes, let name):
      start(item, of: bytes, name: name, epoch: epoch)
    }
  }

  /// What plays on without a gap once the current item is over; `nil` for nothing. `load` and `stop` forget it.
  public nonisolated func setNext(_ item: AudioItem?) {
    guard slot.put(item), let item, case .bytes(let bytes, _) = item.input else { return }
    let slot = slot
    Task.detached(priority: .userInitiated) {
      do {
        slot.prepared(item.id, length: try await bytes.length())
      } catch {
        // What can't be prepared now is loaded once its turn has come, and may be there again by then.
      }
    }
  }

  public func play() {
    isPlaying = true
    applyState()
    expectNext()
  }

  public func pause() {
    isPlaying = false
    applyState()
  }

  /// Ends the item without an event; the sound device and all data are released.
  public func stop() {
    _ = abandon()
    slot.close()
    session = nil
    isPlaying = false
    lastPosition = nil
    perform { $0.release() }
  }

  // MARK: where and how

  /// Goes to a place within the item. Of several in a row only the newest is gone to.
  /// - Parameter position: held at 0; not beyond the item's end.
  public func seek(to position: MediaTime) {
    guard session != nil else { return }
    session?.wantedSeek = max(position, .zero)
    session?.isSeekSilent = false
    seekOn()
  }

  /// - Parameter cubic: 0 is silent, 1 is full; what is less or no number is 0.
  public func setVolume(_ cubic: Double) {
    let volume = cubic > 0 ? min(cubic, 10) : 0
    self.volume = volume
    guard playbin != nil else { return }
    volumeChanges += 1
    perform({ $0.volume = volume }, completion: { pipeline, _ in pipeline.volumeChanges -= 1 })
  }

  /// - Parameter rate: > 0; 1 is as recorded. The pitch stays.
  public func setRate(_ rate: Double) {
    guard rate > 0, rate.isFinite, rate != self.rate else { return }
    let changesFilter = (rate == 1) != (self.rate == 1)
    self.rate = rate
    guard let session, !session.hasEnded, let position = position() else { return }
    if session.wantedSeek == nil, session.runningSeek == nil { self.session?.isSeekSilent = true }
    if changesFilter {
      restart(at: position)
    } else {
      self.session?.wantedSeek = position
      seekOn()
    }
  }

  /// Where the current item is, or where it is going to; after its end or failure, where it was. `nil` without one.
  public func position() -> MediaTime? {
    guard let session else { return lastPosition }
    if let target = session.wantedSeek ?? session.runningSeek { return target }
    guard session.isStarted, let nanoseconds = playbin?.position else {
      return session.isStarted ? lastPosition : .zero
    }
    return MediaTime(microseconds: nanoseconds / 1_000)
  }
}
