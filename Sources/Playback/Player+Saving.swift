import Audio
import Library
import Logging
import Model

/// The queue, its position and the volume outlive the daemon; so does what was played.
extension Player {
  /// Takes up the queue as it was left, stopped where it was. Called once, before anything else.
  public func restore() async {
    do throws(LibraryError) {
      if let saved = try await library.savedQueue() {
        queue = saved.queue
        state.anchor = .still(at: saved.position)
        dropRemovedTracks()
      }
      if let volume = try await library.setting(.volume).flatMap(Double.init), volume.isFinite {
        state.volume = min(max(0, volume), 1)
        order(.setVolume(state.volume))
      }
    } catch {
      logger.error("The queue could not be taken up: \(error.message)")
    }
    publish()
  }

  /// Saves and stops the sound, for the end of the daemon.
  public func shutDown() async {
    endTrack()
    let position = state.position
    save(at: position)
    await finishSaving()
    if state.status != .stopped { becomeStopped(at: position) }
    await pipeline.stop()
  }

  /// Writes what has changed as soon as the library takes it: many changes in a row become one write.
  func save() {
    save(at: state.position)
  }

  private func save(at position: MediaTime) {
    unsaved = SavedQueue(queue: queue, position: position)
    guard saving == nil else { return }
    saving = Task { await writeUnsaved() }
  }

  private func finishSaving() async {
    await saving?.value
  }

  private func writeUnsaved() async {
    while let queue = unsaved {
      let volume = state.volume
      unsaved = nil
      do throws(LibraryError) {
        if let savedQueue, queue.queue.hasSameOrder(as: savedQueue) {
          try await library.savePosition(queue.position, in: queue.queue.current?.id)
        } else {
          try await library.save(queue)
        }
        savedQueue = queue.queue
        if volume != savedVolume { try await library.set(String(volume), for: .volume) }
        savedVolume = volume
        // One by one: what the library doesn't take now, on a full disk, comes with the next change.
        while let play = unsavedPlays.first {
          try await library.recordPlay(of: play.track, at: play.at)
          unsavedPlays.removeFirst()
        }
      } catch {
        logger.error("The queue could not be saved: \(error.message)")
      }
    }
    saving = nil
  }
}
