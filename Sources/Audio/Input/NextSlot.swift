import Synchronization

/// What plays after the current item: set by the player from anywhere, asked on GStreamer's streaming thread.
final class NextSlot: Sendable {
  /// What has to happen once the current item was heard to its end and nothing followed by itself.
  enum Following: Sendable {
    case nothing
    case load(AudioItem)
    case failed(UInt64, AudioError)
  }

  private struct State {
    /// Only the load that opened the slot may take from it: the end of a replaced item takes nothing.
    var epoch: UInt64?
    var next: AudioItem?
    var nextLength: Prepared = .unknown
    /// Handed to the pipeline, not yet heard.
    var taken: AudioItem?
    var takenIsRevoked = false
    /// Nanoseconds of the item that is heard until then; a playbin with two items may answer for either.
    var durationBefore: Int64?
    var failure: (item: UInt64, error: AudioError)?
    var isBetweenItems = false
  }

  /// What is known of the next item before it is taken.
  private enum Prepared {
    case unknown
    case ready(length: Int64?)
  }

  private let state = Mutex(State())

  /// Nothing is taken until the slot is opened again; forgets the next item.
  func close() {
    state.withLock { $0 = State(isBetweenItems: $0.isBetweenItems) }
  }

  /// A playbin begins to play an item.
  func open(epoch: UInt64) {
    state.withLock { state in
      state.epoch = epoch
      state.isBetweenItems = false
    }
  }

  /// Whether the playbin that plays, or the one that did, was going over to another item when the slot was closed.
  var isBetweenItems: Bool { state.withLock { $0.isBetweenItems } }

  /// Puts an item that was handed over but not heard back in place: it, or the current item, starts again.
  /// - Parameter keepingNext: nothing is handed over before the current item's end.
  func reclose(keepingNext: Bool = false) {
    state.withLock { state in
      if let taken = state.taken, !state.takenIsRevoked { state.next = taken }
      if keepingNext { state.nextLength = .unknown }
      state.taken = nil
      state.takenIsRevoked = false
      state.failure = nil
      state.epoch = nil
    }
  }

  /// - Returns: whether the item is new here.
  func put(_ item: AudioItem?) -> Bool {
    state.withLock { state in
      if let taken = state.taken {
        if taken.id == item?.id {
          state.takenIsRevoked = false
          state.next = nil
          return false
        }
        state.takenIsRevoked = true
      } else if item?.id == state.next?.id, item != nil {
        return false
      }
      if state.failure?.item != item?.id { state.failure = nil }
      state.next = item
      if case .file? = item?.input {
        state.nextLength = .ready(length: nil)
      } else {
        state.nextLength = .unknown
      }
      return true
    }
  }

  /// The length of the next item's bytes is known: now it can be taken.
  func prepared(_ item: UInt64, length: Int64?) {
    state.withLock { state in
      guard state.next?.id == item else { return }
      state.nextLength = .ready(length: length)
    }
  }

  /// The next item cannot be played.
  func fail(_ item: UInt64, _ error: AudioError) {
    state.withLock { state in
      guard state.next?.id == item || state.taken?.id == item, state.failure == nil else { return }
      if state.next?.id == item { state.next = nil }
      state.failure = (item, error)
    }
  }

  /// The item to play at once after the current one, with its length where it is known.
  /// - Parameter duration: the current item's, in nanoseconds.
  func take(epoch: UInt64, after duration: Int64?) -> (item: AudioItem, length: Int64?)? {
    state.withLock { state in
      guard state.epoch == epoch, state.taken == nil, let item = state.next,
        case .ready(let length) = state.nextLength
      else { return nil }
      state.next = nil
      state.taken = item
      state.takenIsRevoked = false
      state.durationBefore = duration
      state.isBetweenItems = true
      return (item, length)
    }
  }

  /// The item that was taken and is not yet heard.
  var taken: AudioItem? { state.withLock { $0.taken } }

  /// Nanoseconds of the item that is heard until what was taken is.
  var durationBefore: Int64? { state.withLock { $0.durationBefore } }

  /// The item that was taken is what sounds now. `revoked` is true when the player has meanwhile changed its mind.
  func arrived() -> (item: AudioItem, revoked: Bool)? {
    state.withLock { state in
      guard let taken = state.taken else { return nil }
      let revoked = state.takenIsRevoked
      state.isBetweenItems = false
      state.taken = nil
      state.takenIsRevoked = false
      return (taken, revoked)
    }
  }

  /// The current item is over.
  func finished() -> Following {
    state.withLock { state in
      let isRevoked = state.takenIsRevoked
      state.taken = nil
      state.takenIsRevoked = false
      if let failure = state.failure, !isRevoked || state.next == nil {
        state.failure = nil
        return isRevoked ? .nothing : .failed(failure.item, failure.error)
      }
      guard let next = state.next else { return .nothing }
      state.next = nil
      return .load(next)
    }
  }
}
