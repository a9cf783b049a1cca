import Model

/// All that a source's object shows.
struct SourceState: Sendable {
  enum Sync: String, Sendable {
    case idle, syncing, failed

    /// What the last sync that came to its end left, in this run or an earlier one.
    init(afterLast details: SourceDetails) {
      self = details.lastError == nil ? .idle : .failed
    }
  }

  var details: SourceDetails
  /// Whether there are tokens, or there were when the keyring could tell.
  var isSignedIn = false
  var sync = Sync.idle
  /// What the person should know of this session: that the tokens are not kept.
  var warning: String?
}
