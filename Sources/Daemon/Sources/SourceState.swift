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

  /// Where the token is that somebody is signed in with.
  enum Tokens: String, Sendable {
    /// In the keyring, if anywhere: it has not been read in this run, or could not be.
    case unread
    /// In memory alone, until the player ends or the keyring takes it.
    case session
    /// In the keyring.
    case stored
  }

  var details: SourceDetails
  /// Whether there are tokens, or there were when the keyring could tell.
  var isSignedIn = false
  /// Means something only where somebody is signed in.
  var tokens = Tokens.unread
  var sync = Sync.idle
  /// What the person should know of this session: that the tokens are not kept.
  var warning: String?
}
