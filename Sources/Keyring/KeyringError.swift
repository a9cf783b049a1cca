/// Why a secret was not read, stored or deleted.
public enum KeyringError: Error, Hashable, Sendable {
  /// The keyring is locked, so that nobody can say whether the secret is there. Nothing was changed in it.
  case locked
  /// No Secret Service answers in this session, or it has no default collection.
  case absent
  /// libsecret, or a function of it, so that no Secret Service can be asked.
  case libraryMissing(name: String)
  /// The Secret Service did not answer in time, or has not answered since an earlier call.
  case timedOut
  /// The person dismissed the question that would have unlocked the keyring, or left it unanswered.
  case promptDismissed
  /// The Secret Service refused for a reason that none of the others names.
  case failed(reason: String)
}

extension KeyringError: CustomStringConvertible {
  /// One sentence for a person, and what to do.
  public var message: String {
    switch self {
    case .locked:
      "The keyring is locked: unlock it, or sign in again and let the keyring ask for its password."
    case .absent:
      "This session has no keyring to keep tokens in: start GNOME Keyring, KWallet or KeePassXC, and give it a "
        + "default keyring."
    case .libraryMissing(let name):
      "No keyring can be asked, because \(name) is missing: install libsecret (Debian: libsecret-1-0)."
    case .timedOut:
      "The keyring does not answer: restart it, or log out and in again."
    case .promptDismissed:
      "The keyring stayed locked, because its question was dismissed or not answered: sign in again to be asked again."
    case .failed(let reason):
      "The keyring refused (\(reason)): see its own log, and try again."
    }
  }

  public var description: String { message }
}
