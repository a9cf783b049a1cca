public import Model

/// The commands of MPRIS `org.mpris.MediaPlayer2.Player`.
extension Player {
  /// Starts or resumes; while it plays, and without a track, it changes nothing.
  public func play() {
    guard queue.current != nil, state.status != .playing else { return }
    beginUserCommand()
    let wasLoaded = state.status == .paused && loaded != nil
    state.status = .playing
    if wasLoaded {
      order(.play)
    } else {
      loadCurrent(at: state.position)
      // From Stopped clients expect the beginning (MPRIS `Seeked`).
      if state.position != .zero { announceSeek(to: state.position) }
      if state.status == .stopped { lookForServers() }
    }
    publish()
  }

  /// Pauses; while stopped it changes nothing.
  public func pause() {
    search = nil
    guard state.status == .playing else { return }
    state.status = .paused
    state.anchor = .still(at: state.position)
    order(.pause)
    publish()
    save()
  }

  /// - Returns: whether there is a track to play or to pause; without one it changes nothing.
  @discardableResult
  public func playPause() -> Bool {
    if state.status == .playing { pause() } else { play() }
    return queue.current != nil
  }

  /// Stops: `Play` begins the track again.
  public func stop() {
    search = nil
    guard state.status != .stopped else { return }
    endTrack()
    becomeStopped(at: .zero)
    publish()
    save()
  }

  /// The next track, paused if paused and stopped if stopped. At the end of the queue it stops.
  public func next() {
    beginUserCommand()
    guard queue.current != nil else { return }
    endTrack()
    isGoingBack = false
    arrive(queue.next())
  }

  /// The track before, paused if paused and stopped if stopped. At the beginning of the queue it stops.
  public func previous() {
    beginUserCommand()
    guard queue.current != nil else { return }
    if let limit = configuration.previousRestartsAfter, state.position > limit, state.canSeek {
      jump(to: .zero)
      publish()
      return
    }
    endTrack()
    isGoingBack = true
    arrive(queue.previous())
  }

  private func arrive(_ hasTrack: Bool) {
    if hasTrack {
      playCurrent()
    } else if state.status != .stopped {
      becomeStopped(at: .zero)
    }
    publish()
    save()
  }

  /// Jumps relative to the position; before the beginning is the beginning, past the end is `next()`.
  public func seek(by offset: MediaTime) {
    guard state.canSeek, let duration = state.current?.duration else { return }
    let target = state.position + offset
    if target > duration {
      next()
    } else {
      jump(to: max(.zero, target))
      publish()
    }
  }

  /// Jumps to a position of one entry. A stale entry and a position outside of the track change nothing.
  public func setPosition(_ position: MediaTime, of entry: QueueEntry.ID) {
    guard queue.current?.id == entry, let duration = state.current?.duration, position >= .zero,
      position <= duration
    else { return }
    jump(to: position)
    publish()
  }

  private func jump(to position: MediaTime) {
    announceSeek(to: position)
    state.anchor =
      state.status == .playing && state.anchor.speed != 0
      ? .moving(from: position, speed: state.rate) : .still(at: position)
    guard loaded != nil else { return }
    seekTarget = position
    loaded?.brokeOff = nil
    order(.seek(position))
  }

  public func setLoop(_ loop: LoopStatus) {
    queue.setLoop(loop)
    prepareNext()
    publish()
    save()
  }

  public func setShuffled(_ shuffled: Bool) {
    queue.setShuffled(shuffled, using: &generator)
    prepareNext()
    publish()
    save()
  }

  /// - Parameter rate: 1.0 is as recorded; 0 pauses (MPRIS `Rate`).
  /// - Throws: `PlaybackError.outOfRange` for what lies outside of `PlayerState.rates` or is not a number.
  public func setRate(_ rate: Double) throws(PlaybackError) {
    if rate == 0 {
      pause()
      return
    }
    guard PlayerState.rates.contains(rate) else {
      throw .outOfRange(
        "Rate takes \(PlayerState.rates.lowerBound) to \(PlayerState.rates.upperBound), and 0 to pause, "
          + "not \(rate).")
    }
    guard rate != state.rate else { return }
    state.anchor =
      state.anchor.speed == 0 ? state.anchor : .moving(from: state.position, speed: rate)
    state.rate = rate
    order(.setRate(rate))
    publish()
  }

  /// - Parameter volume: cubic; below 0 is 0 (MPRIS `Volume`), above 1 is 1.
  /// - Throws: `PlaybackError.outOfRange` for what is not finite.
  public func setVolume(_ volume: Double) throws(PlaybackError) {
    guard volume.isFinite else { throw .outOfRange("Volume takes 0.0 to 1.0, not \(volume).") }
    let volume = min(max(0, volume), 1)
    guard volume != state.volume else { return }
    state.volume = volume
    order(.setVolume(volume))
    publish()
    save()
  }
}
