internal import Dispatch
internal import Executors
internal import Model

/// A network may be slower than the music. Played on without bytes, a sink's clock would run ahead and what comes late
/// would be dropped: so the item is held until it can go on for a while.
extension Pipeline {
  /// Milliseconds that the sink itself holds, at least.
  private static let reserve = 50

  /// Nothing that is decoded is left. What the sink holds may last until the bytes come.
  func expectBytes() {
    guard let session, isPlaying, session.isStarted, !session.isStalled else { return }
    let epoch = epoch
    _ = starving?.cancel()
    starving = Deadline(after: .milliseconds(Self.reserve), queue: executor.queue) { [weak self] in
      self?.assumeIsolated { pipeline in
        if pipeline.epoch == epoch { pipeline.stall() }
      }
    }
    starving?.start()
  }

  private func stall() {
    guard let session, isPlaying, playbin?.isStarved == true, session.wantedSeek == nil,
      session.runningSeek == nil
    else { return }
    self.session?.isStalled = true
    // Else what is told once it goes on would be no news.
    self.session?.reachedPlaying = nil
    let epoch = epoch
    perform { playbin in
      playbin.setState(playing: false)
    } completion: { pipeline, _ in
      guard pipeline.epoch == epoch, pipeline.session?.isStalled == true else { return }
      pipeline.tell(.stalled(item: session.item.id, position: pipeline.position() ?? .zero))
    }
  }

  func goOn() {
    guard session?.isStalled == true else { return }
    session?.isStalled = false
    applyState()
  }
}
