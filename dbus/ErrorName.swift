/// The errors that are the player's own; bus matters have the standard `org.freedesktop.DBus.Error.*`.
public enum ErrorName: String, CaseIterable, Sendable {
  /// Nothing of it can be had now.
  case offline = "org.soulplayer.Error.Offline"
  case notSignedIn = "org.soulplayer.Error.NotSignedIn"
  case signInRefused = "org.soulplayer.Error.SignInRefused"
  case unreachable = "org.soulplayer.Error.Unreachable"
  case insecure = "org.soulplayer.Error.Insecure"
  case keyringLocked = "org.soulplayer.Error.KeyringLocked"
  case keyringUnavailable = "org.soulplayer.Error.KeyringUnavailable"
  /// No such track, file, folder, entry or other thing.
  case notFound = "org.soulplayer.Error.NotFound"
  /// It is there, but it is no music that can be played.
  case notPlayable = "org.soulplayer.Error.NotPlayable"
  case conflict = "org.soulplayer.Error.Conflict"
  case storageFull = "org.soulplayer.Error.StorageFull"
  /// Anything else; the message says what.
  case failed = "org.soulplayer.Error.Failed"
}
