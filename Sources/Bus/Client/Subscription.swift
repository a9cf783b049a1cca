/// Somebody who hears signals.
struct Subscription {
  /// What is known of who owns the sender's well-known name.
  enum Owner {
    /// The name is a unique one, or none is asked for.
    case notNeeded
    case unknown
    case known(BusName?)
  }

  let match: SignalMatch
  var owner: Owner
  let yield: @Sendable (SignalMessage) -> Void
  let finish: @Sendable () -> Void

  func wants(_ signal: SignalMessage) -> Bool {
    switch owner {
    case .notNeeded: guard match.sender == nil || match.sender == signal.sender else { return false }
    // The bus lets through what matches the rule; whether this one does can't be said before the owner is known.
    case .unknown: return false
    case .known(let owner): guard owner == signal.sender else { return false }
    }
    return match.matches(signal)
  }
}
