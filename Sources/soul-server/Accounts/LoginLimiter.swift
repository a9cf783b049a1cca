/// Slows down who guesses passwords, without locking the owner out for good.
///
/// After five failures of a user from one network each further one costs twice the time, to five minutes at most; a
/// network that tries many names is slowed down as well. A success forgets what was before.
struct LoginLimiter {
  private struct Key: Hashable {
    /// Empty: all names together, and every name that nobody has.
    let user: String
    let network: ClientNetwork
  }

  private struct Entry {
    var failures = 0
    var last: ContinuousClock.Instant
    var blockedUntil: ContinuousClock.Instant
  }

  private static let freeOfUser = 5
  private static let freeOfNetwork = 20
  private static let longestDelay = Duration.seconds(300)
  private static let memory = Duration.seconds(3_600)
  private static let capacity = 4_096

  private var entries: [Key: Entry] = [:]

  /// - Parameter user: a name that somebody has; else empty.
  /// - Returns: how long to wait before the next attempt; `nil`: not at all.
  func delay(user: String, network: ClientNetwork, now: ContinuousClock.Instant) -> Duration? {
    let ends = keys(user, network).compactMap { entries[$0]?.blockedUntil }
    guard let end = ends.max(), end > now else { return nil }
    return end - now
  }

  mutating func noteFailure(user: String, network: ClientNetwork, now: ContinuousClock.Instant) {
    for key in keys(user, network) {
      makeRoom(for: key, now: now)
      var entry = entries[key] ?? Entry(last: now, blockedUntil: now)
      entry.failures += 1
      entry.last = now
      let excess = entry.failures - (key.user.isEmpty ? Self.freeOfNetwork : Self.freeOfUser)
      if excess >= 0 {
        let seconds = 1 << min(excess, 16)
        entry.blockedUntil = now + min(.seconds(seconds), Self.longestDelay)
      }
      entries[key] = entry
    }
  }

  mutating func noteSuccess(user: String, network: ClientNetwork) {
    for key in keys(user, network) { entries[key] = nil }
  }

  private func keys(_ user: String, _ network: ClientNetwork) -> Set<Key> {
    [Key(user: user, network: network), Key(user: "", network: network)]
  }

  private mutating func makeRoom(for key: Key, now: ContinuousClock.Instant) {
    guard entries[key] == nil, entries.count >= Self.capacity else { return }
    entries = entries.filter { $0.value.last + Self.memory > now }
    guard entries.count >= Self.capacity, let oldest = entries.min(by: { $0.value.last < $1.value.last })
    else {
      return
    }
    entries[oldest.key] = nil
  }
}
