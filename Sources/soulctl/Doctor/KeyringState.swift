/// How it is with the keyring that keeps the tokens of servers.
enum KeyringState: Equatable {
  case open
  /// Not running, but the bus starts it when the daemon asks for a token.
  case idle
  case locked
  /// No program here offers one.
  case absent
  /// It runs, but could not be asked.
  case silent(reason: String)
  /// The daemon can't ask any: libsecret is missing.
  case unusable

  var finding: Finding {
    let name = "keyring"
    return switch self {
    case .open: Finding(name, .ok, "The keyring is unlocked.")
    case .idle: Finding(name, .ok, "The keyring is not running; it starts when it is needed.")
    case .locked:
      Finding(name, .warning, "The keyring is locked: it gives no token and takes none.", advice: remedy)
    case .absent:
      Finding(
        name, .warning, "No keyring runs in this session: a sign-in lasts until soulplayerd ends.",
        advice: remedy)
    case .silent(let reason):
      Finding(name, .warning, "The keyring can't be asked: \(reason)", advice: remedy)
    case .unusable:
      Finding(name, .warning, "No keyring can be asked without libsecret.", advice: remedy)
    }
  }

  /// Why tokens are neither read nor stored; `nil` where they are.
  var obstacle: String? {
    switch self {
    case .open, .idle: nil
    case .locked: "the keyring is locked"
    case .absent: "no keyring runs in this session"
    case .silent: "the keyring can't be asked"
    case .unusable: "no keyring can be asked without libsecret"
    }
  }

  /// What to do about it; empty where all is well.
  var remedy: String {
    switch self {
    case .open, .idle: ""
    case .locked: "Unlock it with your desktop's keyring program, or log out and in again."
    case .absent:
      "Install and start a Secret Service: gnome-keyring (Debian: gnome-keyring), KWallet or KeePassXC."
    case .silent: "Make a default keyring in your desktop's keyring program, or restart the program."
    case .unusable: "Install libsecret (Debian: libsecret-1-0)."
    }
  }

  /// The same, where a token is in memory that would be lost with the session.
  var remedyForSession: String {
    switch self {
    case .open, .idle: ""
    case .locked: "Unlock it with your desktop's keyring program: then it takes the token."
    case .absent: "\(remedy) It takes the token when it is there."
    case .silent: remedy
    case .unusable: "\(remedy) Then restart soulplayerd and sign in again."
    }
  }
}
