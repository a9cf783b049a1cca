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
      let candidates = candidates(for: entry)
      if !candidates.isEmpty {
        load(entry, from: candidates[...], at: position)
        return
      }
      note(String(describing: PlaybackError.offline("“\(describe(entry).title)”")))
      guard skip() else { return }
      position = .zero
    }
  }

  func load(_ entry: QueueEntry, from candidates: ArraySlice<PlaybackCandidate>, at position: MediaTime) {
    guard let input = candidates.first.flatMap(input) else { return }
    let item = LoadedItem(id: nextItemID(), entry: entry, remaining: candidates.dropFirst())
    loaded = item
    prepared = nil
    seekTarget = nil
    state.anchor = .still(at: position)
    order(
      .load(AudioItem(id: item.id, input: input), at: position, playing: state.status == .playing))
  }

  /// Goes on from an entry that can't be played.
  /// - Returns: `false` where a full round has failed or nothing follows: the player is stopped then.
  func skip() -> Bool {
    failures += 1
    if !isFullRoundOfFailures, isGoingBack ? queue.previous() : queue.next() { return true }
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

  /// What follows the loaded entry, from the best place it can be had; its number stays while it is the same entry.
  private func chooseNext() -> AudioItem? {
    guard let following = queue.following, loaded?.entry == queue.current else {
      prepared = nil
      return nil
    }
    let candidates = candidates(for: following)
    guard let input = candidates.first.flatMap(input) else {
      prepared = nil
      return nil
    }
    let id = prepared?.entry == following ? prepared?.id : nil
    let item = LoadedItem(id: id ?? nextItemID(), entry: following, remaining: candidates.dropFirst())
    prepared = item
    return AudioItem(id: item.id, input: input)
  }

  func candidates(for entry: QueueEntry) -> [PlaybackCandidate] {
    switch entry.item {
    case .file(let path):
      return [.file(path: path, source: Source.localID)]
    case .track:
      guard let track = track(of: entry) else { return [] }
      do {
        return PlaybackStrategy.candidates(
          for: track.availabilities, sources: try library.sourcesNow()
        ).filter { input(for: $0) != nil }
      } catch {
        logger.error("The library can't be read: \(error)")
        return []
      }
    }
  }

  private func input(for candidate: PlaybackCandidate) -> MediaInput? {
    switch candidate {
    case .file(let path, _): .file(path: path)
    // No source but this device exists yet, so no library has such a row.
    case .stream: nil
    }
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
        take(.failed(item: item.id, error))
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
