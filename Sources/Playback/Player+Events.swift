import Audio
import Logging
import Model

/// What the pipeline tells. Events of an item that has been replaced are late and mean nothing.
extension Player {
  func take(_ event: PipelineEvent) {
    switch event {
    case .started(let item, let duration): started(item, duration: duration)
    case .durationChanged(let item, let duration):
      if loaded?.id == item { note(duration: duration) }
    case .settled(let item, let playing, let position):
      // Paused, the position that was told stays (MPRIS `Seeked`), though the sink stopped some milliseconds beside it.
      guard loaded?.id == item, seekTarget == nil, playing, state.status == .playing else { break }
      anchor(at: position)
    case .seeked(let item, let position):
      guard loaded?.id == item, seekTarget == position else { break }
      seekTarget = nil
      anchor(at: position)
    case .stalled(let item, let position):
      if loaded?.id == item, seekTarget == nil { state.anchor = .still(at: position) }
    case .volumeChanged(let volume): state.volume = min(max(0, volume), 1)
    case .brokeOff(let item, let position):
      if loaded?.id == item, seekTarget == nil { brokeOff(at: position) }
    case .ended(let item):
      if loaded?.id == item { ended() }
    case .failed(let item, let error, let position): failed(item, error, at: position)
    }
    publish()
  }

  private func anchor(at position: MediaTime) {
    state.anchor =
      state.status == .playing ? .moving(from: position, speed: state.rate) : .still(at: position)
  }

  private func started(_ item: UInt64, duration: MediaTime?) {
    if prepared?.id == item {
      handOver()
    } else if wasTakenBack(item) {
      finishTrack()
      goOn()
    }
    guard loaded?.id == item else { return }
    interruption = nil
    if let duration { note(duration: duration) }
    prepareNext()
  }

  /// The pipeline has gone over to the prepared item by itself.
  private func handOver() {
    guard let item = prepared else { return }
    finishTrack()
    prepared = nil
    isGoingBack = false
    guard !isFullRoundOfFailures else {
      goOn()
      return
    }
    _ = queue.advance()
    guard queue.current == item.entry else {
      // The queue was changed after the pipeline had taken the item over.
      playCurrent()
      return
    }
    loaded = item
    seekTarget = nil
    // Within one entry that repeats only Seeked can tell that the position went back.
    if state.current?.entry == item.entry { announceSeek(to: .zero) }
    state.anchor = .moving(from: .zero, speed: state.rate)
    state.current = describe(item.entry)
    save()
  }

  /// Whether this was prepared once, and the queue changed after the pipeline had begun to go over to it.
  private func wasTakenBack(_ item: UInt64) -> Bool {
    guard let loaded else { return false }
    return item > loaded.id && item != prepared?.id
  }

  /// The rest of the track can't be had from this place: from another it goes on at once.
  private func brokeOff(at position: MediaTime) {
    guard let broken = loaded else { return }
    loaded?.brokeOff = position
    note(
      "“\(describe(broken.entry).title)” breaks off after \(Int(position.seconds)) s: its file is cut off or damaged. "
        + "Fetch it again.")
    _ = load(broken.entry, at: min(position, state.position), after: broken.tried)
  }

  private func ended() {
    finishTrack()
    isGoingBack = false
    goOn()
  }

  /// The current track was heard to its end, or to where its file breaks off.
  private func finishTrack() {
    endTrack(playedToEnd: true)
    failures = loaded?.brokeOff == nil ? 0 : failures + 1
  }

  private func goOn() {
    if !isFullRoundOfFailures, queue.advance() {
      playCurrent()
    } else {
      // The list has been heard to its end: Play begins it anew.
      queue.rewind()
      becomeStopped(at: .zero)
    }
    save()
  }

  private func failed(_ item: UInt64, _ error: AudioError, at position: MediaTime?) {
    if prepared?.id == item {
      // It was to follow by itself, and what came before has been heard to its end.
      guard let next = prepared else { return }
      finishTrack()
      prepared = nil
      _ = queue.advance()
      loaded = next
      seekTarget = nil
      state.anchor = .still(at: .zero)
    }
    if wasTakenBack(item) { goOn() }
    guard let failed = loaded, failed.id == item else { return }
    // What is told moves with the time, whether anything is heard or not: else what was not would be lost.
    let told = state.position
    let place = state.status == .playing && seekTarget == nil ? position ?? told : told
    if error.concernsTheSink {
      // No other track would fare better: what a person can mend comes first, and Play tries again.
      note(String(describing: error))
      becomeStopped(at: place)
      save()
      return
    }
    let sentence = "“\(describe(failed.entry).title)” can't be played: \(error)"
    if load(failed.entry, at: place, after: failed.tried) {
      logger.warning("\(sentence) It goes on from elsewhere.")
    } else {
      note(sentence)
      noteInterruption(of: failed.entry, at: place)
      if skip() { loadCurrent(at: .zero) }
    }
    save()
  }
}
