import Library
import Logging
public import Model
import Synchronization

/// The cover of what plays.
extension CoverFetcher {
  private static let lossAttempts = 6

  /// What plays, or how it is shown, is another: from now on its cover stays, and comes where it has none. Returns at
  /// once; a cover that comes is announced by the library.
  /// - Parameters:
  ///   - track: the current one; `nil` for none.
  ///   - cover: the path of the file that it is shown with, which is there; `nil` for none.
  public nonisolated func play(_ track: Track.ID?, cover: String? = nil) {
    let now = PlayingCover(track: track, path: cover)
    let last = playing.withLock { playing in
      defer { playing = now }
      return playing
    }
    if now.track != last.track {
      Task { await beginPlaying() }
    } else if now.path == nil, last.path != nil {
      Task.immediate { await awaitEndOfLoss() }
    }
  }

  /// A server may have come online: what plays may have its cover now.
  public func provideForPlaying() async {
    guard let track = playing.withLock({ $0.track }) else { return }
    do throws(LibraryError) {
      try await provide(track)
    } catch {
      logger.warning("A cover could not be kept: \(error.message)")
    }
  }

  private func beginPlaying() async {
    await provideForPlaying()
    if keepsUnused { await removeUnused() }
  }

  /// Who empties the cache is not done with the first file: in a folder that fills again `rm -r` would fail, or takes
  /// the new file along. So it is looked for again until it is shown, each time after twice as long.
  private func awaitEndOfLoss(attempt: Int = 0) {
    guard !isFinished, attempt < Self.lossAttempts else { return }
    lossAlarm?.cancel()
    lossAlarm = clock.ring(after: Self.pause * (1 << attempt)) { [weak self] in
      Task.immediate { await self?.makeGoodLoss(attempt: attempt) }
    }
  }

  private func makeGoodLoss(attempt: Int) async {
    guard playing.withLock({ $0.track != nil && $0.path == nil }) else { return }
    await provideForPlaying()
    awaitEndOfLoss(attempt: attempt + 1)
  }

  /// Sees to it that a track that plays has its cover.
  private func provide(_ track: Track.ID) async throws(LibraryError) {
    if let key = try await library.cover(of: track) {
      if !files.has(key.fileName) { try await replace([key.hash]) }
      guard !files.has(key.fileName) else {
        uses[key.hash] = clock.now
        return
      }
    }
    while !isFinished, let missing = try await library.missingCovers(of: [track]).first,
      let cover = best(missing)
    {
      if isHere(cover) { return try await library.useCovers([cover.id: [missing.track]]) }
      guard let task = underWay[cover.id] else {
        return await beginFetch(WantedCover(cover: cover, tracks: [missing.track]), isPlayed: true).value
      }
      // It may be fetched for another track, and may find no room.
      await task.value
    }
  }
}
