import Audio
import Foundation
import Library
import Logging
import Model

/// From the queue's current entry to sound: what is loaded, what follows, and what is done when a place fails.
extension Player {
  /// A person asked for something: what failed before is forgotten.
  func beginUserCommand() {
    failures = 0
    isGoingBack = false
    interruption = nil
    search = nil
    state.lastError = ""
  }

  /// The queue's current entry has changed: the sound follows where there is any.
  func playCurrent() {
    // The same entry again, as in a list of one that repeats: that the position went back only Seeked can tell.
    if state.current?.entry == queue.current, state.position != .zero { announceSeek(to: .zero) }
    switch state.status {
    case .stopped: state.anchor = .still(at: .zero)
    case .playing, .paused: loadCurrent(at: .zero)
    }
  }

  /// Loads the current entry from the best place it can be had, or the nearest after it that can be had at all.
  func loadCurrent(at position: MediaTime) {
    var position = position
    prepared = nil
    while let entry = queue.current {
      if load(entry, at: position) { return }
      note(String(describing: PlaybackError.offline("“\(describe(entry).title)”")))
      noteInterruption(of: entry, at: position)
      guard skip() else { return }
      position = .zero
    }
  }

  /// Loads an entry from the best place it can be had.
  /// - Parameter tried: the places that it could not be played from.
  /// - Returns: `false` where there is no other.
  func load(_ entry: QueueEntry, at position: MediaTime, after tried: Set<PlaybackCandidate> = []) -> Bool {
    guard let item = item(for: entry, id: nextItemID(), after: tried) else { return false }
    loaded = item
    prepared = nil
    seekTarget = nil
    state.anchor = .still(at: position)
    order(.load(item.audio, at: position, playing: state.status == .playing))
    return true
  }

  /// Goes on from an entry that can't be played.
  /// - Returns: `false` where a full round has failed or nothing follows: the player is stopped then.
  func skip() -> Bool {
    failures += 1
    if !isFullRoundOfFailures, isGoingBack ? queue.previous() : queue.next() { return true }
    if let interruption, queue.jump(to: interruption.entry) {
      becomeStopped(at: interruption.position)
      return false
    }
    if !isFullRoundOfFailures, !isGoingBack { queue.rewind() }
    becomeStopped(at: .zero)
    return false
  }

  /// As many tracks in a row have failed as the queue has: to go on would never end.
  var isFullRoundOfFailures: Bool { failures >= queue.order.count }

  func becomeStopped(at position: MediaTime) {
    state.status = .stopped
    state.anchor = .still(at: position)
    loaded = nil
    prepared = nil
    seekTarget = nil
    order(.stop)
  }

  /// Tells the pipeline what to go over to, and takes back what it was told before.
  ///
  /// It is told also what it should know: a `load` on its way may have put something older in its place.
  func prepareNext() {
    guard loaded != nil else { return }
    pipeline.setNext(chooseNext())
  }

  /// What follows the loaded entry, from the best place it can be had; its number stays while both are the same.
  private func chooseNext() -> AudioItem? {
    // A station that nobody listens to yet would only wait, and drop us.
    guard let following = queue.following, loaded?.entry == queue.current, !following.isWeb else {
      prepared = nil
      return nil
    }
    if let prepared, prepared.entry == following, prepared.rendition == renditions(for: following).first {
      return prepared.audio
    }
    prepared = item(for: following, id: nextItemID(), after: [])
    return prepared?.audio
  }

  private func item(for entry: QueueEntry, id: UInt64, after tried: Set<PlaybackCandidate>) -> LoadedItem? {
    let untried = renditions(for: entry).filter { !tried.isSuperset(of: $0.candidates) }
    guard let rendition = untried.first else { return nil }
    let input = input(for: rendition, isLast: untried.count == 1)
    return LoadedItem(id: id, entry: entry, rendition: rendition, input: input, after: tried)
  }

  /// All forms in which an entry can be had now, the best first.
  func renditions(for entry: QueueEntry) -> [Rendition] {
    switch entry.item {
    case .file(let path):
      return [Rendition(path: path)]
    case .web(let url):
      return [Rendition(url: url)]
    case .track:
      guard let track = track(of: entry) else { return [] }
      return PlaybackStrategy.renditions(for: track.availabilities, sources: sources())
    }
  }

  private func sources() -> [Source] {
    do {
      return try library.sourcesNow()
    } catch {
      logger.error("The library can't be read: \(error)")
      return []
    }
  }

  private func input(for rendition: Rendition, isLast: Bool) -> MediaInput {
    var places: [StreamPlace] = []
    for candidate in rendition.candidates {
      switch candidate {
      case .file(let path, _): return .file(path: path)
      case .stream(let id, let source):
        places.append(StreamPlace(source: source, bytes: streams.stream(of: id, from: source)))
      case .web(let url): return input(at: url)
      }
    }
    let name = sources().first { $0.id == places.first?.source }?.name ?? "its server"
    return .bytes(FailoverSource(places, stallsFail: !isLast), name: "the stream from “\(name)”")
  }

  private func input(at url: String) -> MediaInput {
    let bytes = web.stream(at: url) { [weak self] info in self?.hear(info, ofStationAt: url) }
    return .bytes(bytes, name: "the stream")
  }

  /// The current track is left: it counts as played after half of it, or after four minutes.
  func endTrack(playedToEnd: Bool = false) {
    guard loaded != nil, let current = state.current, let id = current.trackID else { return }
    let fourMinutes = MediaTime(microseconds: 240_000_000)
    // The pipeline may take what is there of a broken file for the whole.
    let duration = loaded?.brokeOff == nil ? current.duration : track(of: current.entry)?.duration
    let half = duration.map { MediaTime(microseconds: $0.microseconds / 2) } ?? fourMinutes
    let isWhole = playedToEnd && loaded?.brokeOff == nil
    guard isWhole || (loaded?.brokeOff ?? state.position) >= min(half, fourMinutes) else { return }
    unsavedPlays.append((id, Int64(Date().timeIntervalSince1970)))
    save()
  }

  func note(_ message: String) {
    state.lastError = message
    logger.warning("\(message)")
  }

  func carryOut(_ command: PipelineCommand) async {
    switch command {
    case .load(let item, let position, let playing):
      // An order that a newer one has overtaken in the line is not worth the opening of a file.
      guard loaded?.id == item.id else { return }
      do throws(AudioError) {
        try await pipeline.load(item, at: position, playing: playing, next: chooseNext())
      } catch {
        take(.failed(item: item.id, error, position: position))
      }
    case .play: await pipeline.play()
    case .pause: await pipeline.pause()
    case .stop: await pipeline.stop()
    case .seek(let position): await pipeline.seek(to: position)
    case .setVolume(let volume): await pipeline.setVolume(volume)
    case .setRate(let rate): await pipeline.setRate(rate)
    }
  }
}
