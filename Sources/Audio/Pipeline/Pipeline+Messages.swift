internal import Executors
internal import Model

extension Pipeline {
  /// One message of the bus, in its order.
  func handle(_ message: BusMessage) {
    if case .epoch(let number) = message {
      messageEpoch = number
      return
    }
    if case .volumeChanged = message {
      noticeVolume()
      return
    }
    guard messageEpoch == epoch, let session else { return }
    switch message {
    case .epoch, .volumeChanged: break
    case .startFailed:
      fail(.damaged(name: session.item.input.name, reason: "it does not start"), epoch: epoch)
    case .streamStarted: streamStarted()
    case .prerolled: prerolled()
    case .reached(let playing): reached(playing: playing)
    case .durationChanged: noticeDuration()
    case .nextTaken: nextTaken()
    case .brokeOff(let item, let nanoseconds): brokeOff(item, at: nanoseconds)
    case .starved: expectBytes()
    case .fed: goOn()
    case .ended: ended()
    case .clockLost: restartClock()
    case .latencyChanged: perform { $0.recalculateLatency() }
    case .requested(let playing):
      isPlaying = playing
      applyState()
    case .missingPlugin(let item, let description):
      missingCodecs[item == 0 ? session.item.id : item] = description
    case .noDevice: fail(.noSoundDevice, epoch: epoch)
    case .failed(let failure): failed(failure)
    }
  }

  private func streamStarted() {
    guard let session else { return }
    guard session.isStarted else {
      self.session?.isStarted = true
      announce(session.item)
      return
    }
    guard let arrived = slot.arrived() else { return }
    guard !arrived.revoked else {
      // The player wants another item by now, or none: this one must not sound.
      perform { $0.release() }
      finish(session)
      return
    }
    _ = deadline?.cancel()
    playbin?.keepFeed(of: arrived.item.id)
    var next = Session(arrived.item)
    next.isStarted = true
    next.isPrerolled = true
    self.session = next
    announce(arrived.item)
    settle(playing: isPlaying, at: .zero)
    // A playbin starts each item at the recorded rate.
    guard rate != 1 else { return }
    self.session?.begin(at: .zero)
    self.session?.isHeld = false
    seekOn()
  }

  private func nextTaken() {
    expectLanding()
    expectNext()
  }

  private func announce(_ item: AudioItem) {
    let duration = currentDuration()
    session?.duration = duration
    lastPosition = nil
    tell(.started(item: item.id, duration: duration))
    if let position = earlyEnds.removeValue(forKey: item.id) {
      tell(.brokeOff(item: item.id, position: position))
    }
  }

  private func prerolled() {
    guard let session else { return }
    if session.runningSeek != nil {
      landed()
      return
    }
    guard !session.isPrerolled else { return }
    noticeDuration()
    proceed(ifHearable: session) { pipeline in
      guard pipeline.session?.isPrerolled == false else { return }
      pipeline.session?.isPrerolled = true
      _ = pipeline.deadline?.cancel()
      pipeline.expectNext()
      pipeline.seekOn()
    }
  }

  /// A picture or a film without sound would come to its end in silence.
  private func proceed(ifHearable session: Session, _ next: @escaping @Sendable (isolated Pipeline) -> Void) {
    // A playbin that was given the next item answers for that one.
    guard slot.taken == nil else {
      next(self)
      return
    }
    let epoch = epoch
    let name = session.item.input.name
    // The playbin answers only once it is done with what it is told to do, which may be never.
    perform {
      $0.hasAudio
    } completion: { pipeline, hasAudio in
      guard pipeline.epoch == epoch else { return }
      if hasAudio || pipeline.slot.taken != nil {
        next(pipeline)
      } else {
        pipeline.fail(.notAudio(name: name), epoch: epoch)
      }
    }
  }

  /// A seek is done: on to the newest wish, or tell.
  func landed() {
    guard let session, let target = session.runningSeek else { return }
    self.session?.runningSeek = nil
    _ = landing?.cancel()
    guard session.wantedSeek == nil else {
      seekOn()
      return
    }
    self.session?.isSeekSilent = false
    self.session?.isSecondStart = false
    if !session.isSeekSilent { tell(.seeked(item: session.item.id, position: target)) }
    // Paused, it may have been here before the seek, and says so no more.
    if !isPlaying, session.isSeekSilent || session.toldPlaying != false { settle(playing: false, at: target) }
    if isPlaying, session.reachedPlaying == true, session.toldPlaying != true {
      settle(playing: true, at: target)
    }
    expectNext()
    guard session.isHeld else { return }
    self.session?.isHeld = false
    applyState()
  }

  private func reached(playing: Bool) {
    session?.reachedPlaying = playing
    guard let session, session.isStarted, session.wantedSeek == nil, session.runningSeek == nil,
      playing == isPlaying,
      !session.hasEnded
    else { return }
    settle(playing: playing, at: position() ?? .zero)
  }

  private func settle(playing: Bool, at position: MediaTime) {
    guard let session else { return }
    self.session?.toldPlaying = playing
    tell(.settled(item: session.item.id, playing: playing, position: position))
  }

  private func noticeDuration() {
    guard let session, session.isStarted, let duration = currentDuration(), duration != session.duration
    else { return }
    self.session?.duration = duration
    tell(.durationChanged(item: session.item.id, duration))
  }

  /// What sounds as its bytes come can't be sought in, whatever its header says: it has no length to show.
  private func currentDuration() -> MediaTime? {
    guard let session, let playbin, playbin.hasKnownEnd(session.item.id) else { return nil }
    let answered = playbin.duration
    // Asked afterwards: had the next item been taken before, the answer could be that one's.
    let nanoseconds = slot.taken == nil ? answered : slot.durationBefore
    return nanoseconds.map { MediaTime(microseconds: $0 / 1_000) }
  }

  private func noticeVolume() {
    guard volumeChanges == 0 else { return }
    perform({ $0.volume }) { pipeline, current in
      // One that was asked for meanwhile comes after it.
      guard pipeline.volumeChanges == 0, abs(current - (pipeline.volume ?? -1)) > 0.000_1 else { return }
      pipeline.volume = current
      pipeline.tell(.volumeChanged(current))
    }
  }

  /// The device that gave the time is gone; another takes over once the pipeline plays again.
  private func restartClock() {
    guard isPlaying, session?.isStalled == false else { return }
    perform { $0.setState(playing: false) }
    perform { $0.setState(playing: true) }
  }

  private func ended() {
    guard let session else { return }
    guard session.isPrerolled else {
      proceed(ifHearable: session) { $0.finish() }
      return
    }
    finish()
  }

  private func finish() {
    guard let session else { return }
    if !session.isStarted { announce(session.item) }
    finish(session)
  }

  /// The item was heard to its end.
  func finish(_ session: Session, isNextSecondStart: Bool = false) {
    _ = deadline?.cancel()
    lastPosition = session.duration ?? position()
    switch slot.finished() {
    case .load(let item):
      startNext(item, isSecondStart: isNextSecondStart)
    case .failed(let item, let error):
      end()
      tell(.failed(item: item, error, position: .zero))
    case .nothing:
      self.session?.hasEnded = true
      tell(.ended(item: session.item.id))
    }
  }

  private func brokeOff(_ item: UInt64, at nanoseconds: Int64) {
    let position = MediaTime(microseconds: nanoseconds / 1_000)
    if let session, session.item.id == item, session.isStarted {
      tell(.brokeOff(item: item, position: position))
    } else {
      earlyEnds[item] = position
    }
  }

  private func failed(_ failure: ElementFailure) {
    guard let session else { return }
    let next = slot.taken
    // A stream that a new load has cut off may still complain.
    guard failure.isSink || [0, session.item.id, next?.id].contains(failure.item) else { return }
    guard let next, !failure.isSink, failure.item != session.item.id else {
      fail(error(failure, item: session.item), epoch: epoch)
      return
    }
    // The current item has been decoded by now, so this is the next one's; the current one is heard to its end first.
    slot.fail(next.id, error(failure, item: next))
    playbin?.finishSink()
  }

  private func error(_ failure: ElementFailure, item: AudioItem) -> AudioError {
    guard !failure.isSink else { return .soundDevice(reason: failure.text) }
    let name = item.input.name
    if let codec = missingCodecs[item.id] { return .missingCodec(codec: codec, name: name) }
    switch (failure.kind, item.input) {
    case (.fetching, .bytes): return .source(name: name, reason: failure.text)
    case (.notFound, _): return .notFound(file: name)
    case (.unreadable, _), (.fetching, .file): return .unreadable(file: name, reason: failure.text)
    case (.notAudio, _): return .notAudio(name: name)
    case (.missingCodec, _): return .missingCodec(codec: failure.text, name: name)
    case (.notDecodable, _), (.other, _): return .damaged(name: name, reason: failure.text)
    }
  }
}
