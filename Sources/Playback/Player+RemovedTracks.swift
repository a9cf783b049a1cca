import Library
import Logging
import Model

/// Tracks that the library has no longer: their server or their folder was taken out of it.
extension Player {
  /// Takes their entries out of the queue, for none of them could ever be played. What plays, or is paused, goes on
  /// as it is shown, and leaves the queue when it has ended or something else is played.
  public func dropRemovedTracks() {
    let tracks = queue.entries.compactMap { if case .track(let id) = $0.item { id } else { nil } }
    guard !tracks.isEmpty else { return }
    let removed: Set<Track.ID>
    do throws(LibraryError) {
      removed = try library.missingTracksNow(of: tracks)
    } catch {
      logger.error("The library can't be read: \(error.message)")
      return
    }
    guard !removed.isEmpty else { return }
    var entries = Set(
      queue.entries.lazy.filter { entry in
        if case .track(let id) = entry.item { removed.contains(id) } else { false }
      }.map(\.id))
    if loaded != nil, let current = queue.current?.id, entries.remove(current) != nil {
      removedWhilePlayed = current
    }
    let before = queue.current
    if queue.remove(entries), queue.current != before { state.anchor = .still(at: .zero) }
    prepareNext()
    publish()
    save()
  }

  /// The end of what was played on without being in the library any more.
  func dropEntryPlayedOn() {
    guard let entry = removedWhilePlayed, queue.current?.id != entry || loaded == nil else { return }
    removedWhilePlayed = nil
    guard queue.remove([entry]) else { return }
    prepareNext()
    save()
  }
}
