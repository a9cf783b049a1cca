internal import Dispatch
internal import Executors
internal import Model

/// `decodebin` may swallow the error of a broken file (it does so when the error comes while it still links): then
/// nothing tells any more. Nothing waits for ever for such an item.
extension Pipeline {
  /// A disk that has to spin up takes some seconds.
  private static let patience = 8
  /// Of these the first so many are the first playbin's: it may hang for no fault of the file, where a start has met the
  /// end of what was there before.
  private static let firstPatience = 3
  /// All sound of a seek that meets the next item is decoded.
  private static let meetingPatience = 1

  /// The item has to hold its first sound soon.
  func expectStart(epoch: UInt64) {
    guard epoch == self.epoch, let session, !session.isPrerolled else { return }
    _ = deadline?.cancel()
    let item = session.item
    let isSecond = session.isSecondStart
    let seconds = isSecond ? Self.patience - Self.firstPatience : Self.firstPatience
    deadline = deadline(after: seconds) { pipeline in
      guard pipeline.epoch == epoch, pipeline.session?.isPrerolled == false else { return }
      // Bytes take as long as their source takes; it has time limits of its own.
      guard pipeline.playbin?.isWaitingForBytes(of: item.id) != true else {
        pipeline.expectStart(epoch: epoch)
        return
      }
      guard isSecond else { return pipeline.startAgain() }
      pipeline.fail(.damaged(name: item.input.name, reason: "it does not begin to play"), epoch: epoch)
    }
  }

  /// The seek under way has to land soon. Where it meets the start of the next item GStreamer may never tell that it has.
  func expectLanding() {
    guard let session, session.runningSeek != nil else { return }
    let item = session.item
    let epoch = epoch
    _ = landing?.cancel()
    landing = deadline(after: slot.taken == nil ? Self.patience : Self.meetingPatience) { pipeline in
      guard pipeline.epoch == epoch, let session = pipeline.session, session.runningSeek != nil else {
        return
      }
      guard pipeline.playbin?.isWaitingForBytes(of: item.id) != true else {
        pipeline.expectLanding()
        return
      }
      guard session.isSecondStart else { return pipeline.startAgain() }
      pipeline.fail(.damaged(name: item.input.name, reason: "a seek in it does not end"), epoch: epoch)
    }
  }

  /// The next item is on its way: it has to sound soon after the end of the current one.
  func expectNext() {
    guard let session, session.isPrerolled, isPlaying, let next = slot.taken, session.runningSeek == nil
    else { return }
    let remaining = (session.duration ?? .zero) - (position() ?? .zero)
    let seconds = Int(max(0, min(remaining.seconds / rate, 3_600)).rounded(.up))
    let epoch = epoch
    _ = deadline?.cancel()
    deadline = deadline(after: seconds + Self.firstPatience) { pipeline in
      // Paused meanwhile: `play` expects it anew.
      guard pipeline.epoch == epoch, pipeline.isPlaying, pipeline.slot.taken?.id == next.id else { return }
      guard pipeline.playbin?.isWaitingForBytes(of: next.id) != true else {
        pipeline.expectNext()
        return
      }
      // It may hold up the current item, too, and would again.
      guard pipeline.session?.toldPlaying == true else { return pipeline.startAgain(alone: true) }
      // The current item was heard long ago. After a very short one a playbin may tell its end no more.
      pipeline.startNextAgain()
    }
  }

  private func deadline(after seconds: Int, _ expired: @escaping @Sendable (isolated Pipeline) -> Void)
    -> Deadline
  {
    let deadline = Deadline(after: .seconds(seconds), queue: executor.queue) { [weak self] in
      self?.assumeIsolated { expired($0) }
    }
    deadline.start()
    return deadline
  }
}
