internal import Dispatch
internal import Executors
internal import Model

extension Pipeline {
  /// Makes whatever is under way stale.
  func abandon() -> UInt64 {
    epoch += 1
    missingCodecs = [:]
    earlyEnds = [:]
    _ = deadline?.cancel()
    deadline = nil
    _ = landing?.cancel()
    landing = nil
    _ = starving?.cancel()
    starving = nil
    session?.isStalled = false
    startTask?.cancel()
    startTask = nil
    return epoch
  }

  /// Hands an item to the playbin, which is made where there is none.
  func start(_ source: MediaSource, epoch: UInt64) async throws(AudioError) {
    // Stopped on its way from one item to the other, a playbin may hang as it starts again (GStreamer 1.22).
    if slot.isBetweenItems { await dropPlaybin() }
    guard epoch == self.epoch else { return }
    let playbin = try preparedPlaybin()
    let isPlaying = isPlaying && session?.isHeld != true
    let filter = AudioFilter(replayGain: configuration.replayGain, hasTempo: rate != 1)
    let slot = slot
    let isDone = await withCheckedContinuation { continuation in
      playbin.perform { playbin in
        playbin.start(source, epoch: epoch, playing: isPlaying, filter: filter, slot: slot)
      } completion: { done in
        continuation.resume(returning: done != nil)
      }
    }
    guard isDone else {
      giveUp(playbin)
      return
    }
    expectStart(epoch: epoch)
  }

  /// Starts an item of a byte source as soon as its length is known.
  func start(_ item: AudioItem, of bytes: any ByteSource, name: String, epoch: UInt64) {
    startTask = Task { [weak self] in
      do {
        let length = try await bytes.length()
        await self?.start(item, length: length, epoch: epoch)
      } catch {
        await self?.fail(.source(name: name, reason: String(describing: error)), epoch: epoch)
      }
    }
  }

  func start(_ item: AudioItem, length: Int64?, epoch: UInt64) async {
    guard epoch == self.epoch else { return }
    do throws(AudioError) {
      try await start(MediaSource(item, length: length), epoch: epoch)
    } catch {
      fail(error, epoch: epoch)
    }
  }

  /// Loads by ourselves what did not follow without a gap.
  func startNext(_ item: AudioItem, isSecondStart: Bool) {
    let epoch = abandon()
    slot.close()
    session = Session(item)
    session?.isSecondStart = isSecondStart
    if rate != 1 { session?.begin(at: .zero) }
    start(item, epoch: epoch)
  }

  private func start(_ item: AudioItem, epoch: UInt64) {
    switch item.input {
    case .file: startTask = Task { await self.start(item, length: nil, epoch: epoch) }
    case .bytes(let bytes, let name): start(item, of: bytes, name: name, epoch: epoch)
    }
  }

  /// Plays or pauses as wished, once a seek that has to come first has landed.
  func applyState() {
    guard let session, !session.hasEnded, !session.isHeld, !session.isStalled else { return }
    let isPlaying = isPlaying
    perform { $0.setState(playing: isPlaying) }
  }

  /// Starts the newest seek when none is under way.
  func seekOn() {
    guard let session, session.isPrerolled, session.runningSeek == nil, let target = session.wantedSeek else {
      return
    }
    // The next item is already on its way to the sink: a seek would go to that one.
    guard slot.taken == nil else {
      restart(at: target)
      return
    }
    goOn()
    self.session?.runningSeek = target
    self.session?.wantedSeek = nil
    self.session?.hasEnded = false
    expectLanding()
    let nanoseconds = target.microseconds.multipliedReportingOverflow(by: 1_000)
    let rate = rate
    let epoch = epoch
    perform {
      $0.seek(to: nanoseconds.overflow ? .max : nanoseconds.partialValue, rate: rate)
    } completion: { pipeline, isTaken in
      if !isTaken, pipeline.epoch == epoch { pipeline.landed() }
    }
  }

  /// Starts the same item again from a place, without another `started`.
  func restart(at position: MediaTime) {
    guard var session else { return }
    let epoch = abandon()
    slot.reclose()
    let isSilent = session.isSeekSilent
    session.isPrerolled = false
    session.runningSeek = nil
    session.begin(at: position)
    session.isSeekSilent = isSilent
    session.hasEnded = false
    self.session = session
    start(session.item, epoch: epoch)
  }

  /// Starts the item once more, with another playbin in the place of one that hangs.
  /// - Parameter alone: the next item is started after its end, not handed over before.
  func startAgain(alone: Bool = false) {
    guard let item = session?.item else { return }
    let epoch = abandon()
    slot.reclose(keepingNext: alone)
    session?.isSecondStart = true
    session?.isPrerolled = false
    if session?.wantedSeek == nil {
      if let target = session?.runningSeek {
        session?.wantedSeek = target
        session?.isHeld = true
      } else if let position = position(), position > .zero || rate != 1 {
        session?.begin(at: position)
      }
    }
    session?.runningSeek = nil
    expectStart(epoch: epoch)
    startTask = Task {
      await self.dropPlaybin()
      if epoch == self.epoch { self.start(item, epoch: epoch) }
    }
  }

  /// Starts the next item, which the playbin was given and hangs with, with another one.
  func startNextAgain() {
    guard let session else { return }
    let epoch = abandon()
    slot.reclose()
    startTask = Task {
      await self.dropPlaybin()
      if epoch == self.epoch { self.finish(session, isNextSecondStart: true) }
    }
  }

  /// Some sound devices take one at a time: a playbin that can gives it back before the next one asks for it.
  private func dropPlaybin() async {
    guard let playbin else { return }
    await withCheckedContinuation { continuation in
      playbin.perform(limit: .seconds(1)) {
        $0.release()
      } completion: { _ in
        continuation.resume()
      }
    }
    playbin.close()
    if self.playbin === playbin { self.playbin = nil }
  }

  /// Ends the item with an error.
  func fail(_ error: AudioError, epoch: UInt64) {
    guard epoch == self.epoch, let session else { return }
    lastPosition = position()
    end()
    tell(.failed(item: session.item.id, error, position: lastPosition))
  }

  /// Drops the item and the playbin, which may be broken; the next load makes another.
  func end() {
    _ = abandon()
    slot.close()
    session = nil
    isPlaying = false
    playbin?.close()
    playbin = nil
  }

  /// The sound device, or the disk, does not answer.
  private func giveUp(_ playbin: Playbin) {
    guard self.playbin === playbin else { return }
    guard session != nil else {
      end()
      return
    }
    fail(.soundDevice(reason: "it does not answer"), epoch: epoch)
  }

  /// Runs what may block, where there is something to run it on.
  func perform<Value: Sendable>(
    _ work: @escaping @Sendable (Playbin) -> Value,
    completion: @escaping @Sendable (isolated Pipeline, Value) -> Void = { _, _ in }
  ) {
    guard let playbin else { return }
    playbin.perform(work) { [weak self] value in
      self?.assumeIsolated { pipeline in
        guard pipeline.playbin === playbin else { return }
        if let value { completion(pipeline, value) } else { pipeline.giveUp(playbin) }
      }
    }
  }

  private func preparedPlaybin() throws(AudioError) -> Playbin {
    if let playbin { return playbin }
    volumeChanges = 0
    playbinNumber += 1
    let number = playbinNumber
    let made = try Playbin(configuration, slot: slot, queue: executor.queue) { [weak self] message in
      self?.assumeIsolated { pipeline in
        if pipeline.playbinNumber == number { pipeline.handle(message) }
      }
    }
    if let volume { made.volume = volume } else { volume = made.volume }
    playbin = made
    return made
  }
}
