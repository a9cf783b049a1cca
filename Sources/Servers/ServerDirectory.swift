public import HTTP
public import Keyring
public import Model

/// The servers that the player has: a session each, by their source's id.
///
/// It is the one listener of the keyring's `serviceChanges`: what the keyring held up is taken up again by itself.
public actor ServerDirectory {
  private let http: HTTPClient
  private let keyring: KeyringStore
  private nonisolated let reports = ServerReports()
  private var sessions: [Source.ID: ServerSession] = [:]
  /// Removed servers whose tokens the keyring may still have.
  private var removed: Set<Source.ID> = []

  public init(http: HTTPClient, keyring: KeyringStore) {
    self.http = http
    self.keyring = keyring
    Task { [weak self] in
      for await _ in keyring.serviceChanges { await self?.noteKeyringChange() }
    }
  }

  /// What becomes of the sessions. For one listener.
  public nonisolated var events: AsyncStream<ServerEvent> { reports.events }

  /// Who is told how requests went: each failure, and the first answer after one.
  public nonisolated func report(to reporter: any ConnectivityReporter) {
    reports.setReporter(reporter)
  }

  // MARK: Servers

  /// Asks whether something at an address that has not been added yet is a server, within 5 s.
  public func checkConnection(to url: ServerURL, caFile: String?) async throws(ServerError) {
    let trust = caFile.map { HTTPTrust.authority(file: $0) } ?? .system
    try await ConnectionTest(http: http, url: url, trust: trust).run()
  }

  /// Takes a server in, or what has changed of it. Its tokens stay where address and user stay. What was signed out of
  /// is deleted, if the keyring can be asked now.
  public func update(_ account: ServerAccount) {
    if let known = sessions[account.id]?.account, known.isSamePlace(as: account) { return }
    let session = ServerSession(account: account, http: http, keyring: keyring, reports: reports)
    let former = sessions.updateValue(session, forKey: account.id)
    if let former { Task { await former.close() } }
    if account.isSignedOut { Task { await session.deleteWhatIsDue() } }
  }

  /// Forgets a server and its tokens. Whoever is signing in there fails, and leaves nothing behind.
  /// - Throws: why the keyring's could not be deleted: tried again when it changes.
  public func remove(_ source: Source.ID) async throws(KeyringError) {
    // What is being written would come after the deletion otherwise.
    await sessions.removeValue(forKey: source)?.close()
    try await deleteTokens(ofRemoved: source)
  }

  // MARK: Signing in and out

  /// Takes down that somebody wants to sign in: of several sign-ins and sign-outs the one that was asked for last counts,
  /// however long each of them takes.
  public func beginSignIn(to source: Source.ID) async throws(ServerError) -> SignInAttempt {
    let session = try session(source)
    return SignInAttempt(session: session, wish: await session.beginSignIn())
  }

  /// Signs out: at once for the player, and then in the keyring.
  ///
  /// Somebody may have signed in again by the end; `isSignedIn` tells, and the last event does.
  /// - Throws: why the keyring's items could not be deleted, where nobody has signed in since: tried again when the
  ///   keyring changes.
  public func signOut(of source: Source.ID) async throws(KeyringError) {
    try await sessions[source]?.signOut()
  }

  /// Deletes what the keyring has of a source that was signed out or removed. Where somebody has signed in since,
  /// nothing is left to do.
  public func deleteTokens(of source: Source.ID) async throws(KeyringError) {
    if let session = sessions[source] {
      try await session.deleteStored()
    } else {
      try await deleteTokens(ofRemoved: source)
    }
  }

  private func deleteTokens(ofRemoved source: Source.ID) async throws(KeyringError) {
    do throws(KeyringError) {
      try await keyring.delete(source: source.rawValue, mayPrompt: false)
      removed.remove(source)
      reports.send(.tokensDeleted, of: source)
    } catch {
      removed.insert(source)
      throw error
    }
  }

  /// Whether there is a token for the server, without asking it.
  /// - Throws: `ServerError.keyring` where that can't be told now.
  public func isSignedIn(to source: Source.ID) async throws(ServerError) -> Bool {
    try await session(source).isSignedIn()
  }

  /// Waits until the keyring has what is being written, or has failed to: to be called before the player ends. Bounded
  /// by the keyring's own limits; nobody is asked any more.
  public func finishStoring() async {
    for session in sessions.values { await session.storeFinally() }
  }

  /// Takes up again what the keyring held up: to be called when a person does something, because not every keyring tells
  /// when it is unlocked.
  public func retryKeyring() async {
    for session in sessions.values { await session.retryKeyring() }
    for source in removed { try? await deleteTokens(ofRemoved: source) }
  }

  private func noteKeyringChange() async {
    for session in sessions.values { await session.noteKeyringChange() }
    for source in removed { try? await deleteTokens(ofRemoved: source) }
  }

  // MARK: Asking

  /// The server, in whatever dialect it speaks.
  public func client(for source: Source.ID) throws(ServerError) -> any ServerClient {
    DialectClient(session: try session(source))
  }

  private func session(_ source: Source.ID) throws(ServerError) -> ServerSession {
    guard let session = sessions[source] else { throw .noServer(source) }
    return session
  }

  private func openTrack(
    _ id: String, from source: Source.ID, headers: [HTTPHeader]
  ) async throws(ServerError) -> OpenedTrack {
    try await session(source).openTrack(id, headers: headers)
  }
}

extension ServerDirectory: TrackStreams {
  public nonisolated func stream(of serverFileID: String, from source: Source.ID) -> any ByteSource {
    RemoteFile { headers async throws(ServerError) in
      try await self.openTrack(serverFileID, from: source, headers: headers)
    }
  }

  public func look(for sources: Set<Source.ID>) async {
    await withDiscardingTaskGroup { group in
      for source in sources {
        // Whether it is there, the reporter is told.
        group.addTask { try? await self.client(for: source).health() }
      }
    }
  }
}
