import HTTP
import Keyring
import Logging
import Model

/// Who is signed in at one server, and every request that goes there.
///
/// Tokens are held in memory, and the refresh token in the keyring. An access token is not stored: nobody could say how
/// old it is when it is read back, and one request more at a start is all that it would save.
actor ServerSession {
  /// What is known of the tokens.
  enum Holding {
    /// The keyring has not been asked, or could not say.
    case unread
    /// Nobody is signed in.
    case nothing
    case tokens(refresh: Secret, access: AccessToken?)
  }

  nonisolated let account: ServerAccount
  let http: HTTPClient
  let keyring: KeyringStore
  nonisolated let reports: ServerReports
  nonisolated let logger = Logger(label: "soul.servers")

  var holding: Holding
  /// Counts what was held: an answer to a request from before a change is worth nothing.
  var generation = 0
  /// Numbers the wishes to sign in or out as they come.
  private var lastWish = 0
  /// The newest of them that has come to pass. Older ones mean nothing any more, however late they are answered.
  private var fulfilledWish = 0
  /// Whether the server was removed: nobody signs in here any more.
  private var isClosed = false
  var loading: Task<Result<Void, ServerError>, Never>?
  /// Whether somebody has asked for the token, and the keyring could not say.
  var hasFailedToLoad = false
  var refreshing: Task<Result<Void, ServerError>, Never>?
  /// Whether the keyring has the refresh token that is held.
  var isStored = true
  var storing: Task<Void, Never>?
  /// Whether the next call that stores may ask the person.
  var mayPrompt = false
  /// What was said last about storing, so that it is said once.
  var storeFailure: KeyringError?
  /// Whether the keyring may still have what was signed out of.
  var isDeletionDue: Bool
  /// The dialect that the server speaks.
  var kind: Source.Kind
  /// What the reporter heard last.
  var wasReached: Bool?

  init(account: ServerAccount, http: HTTPClient, keyring: KeyringStore, reports: ServerReports) {
    self.account = account
    self.http = http
    self.keyring = keyring
    self.reports = reports
    kind = account.kind
    isDeletionDue = account.isSignedOut
    holding = account.isSignedOut ? .nothing : .unread
  }

  /// Its whole address, to be named in errors.
  nonisolated var server: String { account.url.text }

  /// Takes down that somebody wants to sign in: of several sign-ins and sign-outs the last one counts.
  func beginSignIn() -> Int {
    lastWish += 1
    return lastWish
  }

  /// Signs in, and finds out which dialect the server speaks. The token counts at once; storing it follows, and what
  /// becomes of that comes as an event.
  /// - Parameters:
  ///   - wish: from `beginSignIn`.
  ///   - mayPrompt: whether the keyring may ask the person to unlock it.
  /// - Returns: the dialect.
  func signIn(_ wish: Int, password: Secret, mayPrompt: Bool) async throws(ServerError) -> Source.Kind {
    try check(wish)
    let answer = try await logIn(password)
    guard let refresh = answer.refresh else {
      throw .malformed(
        server: server, path: ServerRoute.login.path, page: nil, reason: "it has no refresh_token")
    }
    try check(wish)
    fulfilledWish = wish
    beginAnew()
    holding = .tokens(refresh: refresh, access: answer.access)
    isStored = false
    isDeletionDue = false
    storeFailure = nil
    reports.send(.signedIn(isStored: false), of: account.id)
    store(mayPrompt: mayPrompt)
    do throws(ServerError) {
      return try await probe()
    } catch {
      // Signed in is signed in: the dialect is probed again when a route is missing.
      logger.notice("source \(account.id): its dialect is not known yet: \(error.message)")
      return kind
    }
  }

  /// - Throws: `ServerError.cancelled` where somebody has signed in or out who asked for it later; `.noServer` where the
  ///   server was removed.
  private func check(_ wish: Int) throws(ServerError) {
    guard !isClosed else { throw .noServer(account.id) }
    guard wish > fulfilledWish else { throw .cancelled }
  }

  /// Forgets the tokens, and deletes what the keyring has of them.
  /// - Throws: why they could not be deleted: tried again when the keyring changes.
  func signOut() async throws(KeyringError) {
    lastWish += 1
    fulfilledWish = lastWish
    forget()
    reports.send(.signedOut, of: account.id)
    try await deleteStored()
  }

  /// Whether there is a token, without asking the server.
  /// - Throws: `ServerError.keyring` where that can't be told.
  func isSignedIn() async throws(ServerError) -> Bool {
    if case .unread = holding { try await load() }
    if case .tokens = holding { return true }
    return false
  }

  /// Forgets the tokens in memory.
  func forget() {
    beginAnew()
    holding = .nothing
    isStored = true
    mayPrompt = false
    storeFailure = nil
  }

  /// Forgets the tokens for good: the server was removed. What was being stored is in the keyring by the end, or never.
  func close() async {
    isClosed = true
    forget()
    await finishStoring()
  }

  /// What is under way belongs to the session before, and nobody joins it any more.
  private func beginAnew() {
    generation += 1
    loading = nil
    refreshing = nil
  }
}
