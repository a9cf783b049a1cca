public import Keyring
public import Model

/// What has become of a server's session, for who shows it or has to remember it.
public struct ServerEvent: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    /// There is a token: found in the keyring, or by a sign-in, and then not stored yet.
    case signedIn(isStored: Bool)
    /// The person signed out, or the keyring has no token.
    case signedOut
    /// The server did not take its own refresh token any more; somebody has to sign in again.
    case refreshRefused
    /// Another dialect than before was found.
    case dialect(Source.Kind)
    /// Signed in, but for this session alone. Said once for each reason; tried again when the keyring changes.
    case tokensNotStored(KeyringError)
    /// The keyring has the token that is held.
    case tokensStored
    /// Signed out, and what the keyring holds is about to be deleted: to be remembered until it is.
    case deletionDue
    /// Signed out, but the keyring still holds what it had. Tried again when the keyring changes.
    case tokensNotDeleted(KeyringError)
    /// The keyring has nothing of the session that was signed out of.
    case tokensDeleted
  }

  public let source: Source.ID
  public let change: Change
}
