public import Model

/// One person's wish to sign in at a server, from the moment it was said.
public struct SignInAttempt: Sendable {
  let session: ServerSession
  let wish: Int

  /// Signs in. The token counts at once; storing it follows, and what becomes of that comes as an event.
  /// - Parameter mayPrompt: whether the keyring may ask the person to unlock it.
  /// - Returns: the dialect that the server speaks.
  /// - Throws: `ServerError.cancelled` where somebody has signed in or out who asked for it later.
  public func signIn(password: Secret, mayPrompt: Bool) async throws(ServerError) -> Source.Kind {
    try await session.signIn(wish, password: password, mayPrompt: mayPrompt)
  }
}
