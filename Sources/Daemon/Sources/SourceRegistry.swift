import Bus
import Contract
import Keyring
import Library
import Logging
import Model
import Servers
import Sync

/// The sources as the bus shows them, an object each, and whatever a client does to them.
///
/// The library's rows are the truth: what is shown follows from them and from what the sessions tell, and each change
/// is one transaction of the library's, so that clients that race leave one of the states that they asked for.
actor SourceRegistry {
  static let servicePath = ObjectPath(stringLiteral: ObjectPaths.service)

  let connection: BusConnection
  let library: LibraryStore
  let servers: ServerDirectory
  let connectivity: Connectivity
  let engine: SyncEngine
  let covers: CoverFetcher
  let operations: Operations
  let logger = Logger(label: "soul.sources")
  let memory: SourceMemory
  private var states: [Source.ID: SourceState] = [:]
  /// Sources that are being removed: what their sessions still tell does not count.
  private var leaving: Set<Source.ID> = []
  private var refreshing: Task<Result<Void, LibraryError>, Never>?
  /// How many times a refresh was asked for, and how many of these are done.
  private var requested = 0
  private var shown = 0

  init(
    connection: BusConnection, library: LibraryStore, servers: ServerDirectory, connectivity: Connectivity,
    engine: SyncEngine, covers: CoverFetcher, operations: Operations
  ) {
    self.connection = connection
    self.library = library
    self.servers = servers
    self.connectivity = connectivity
    self.engine = engine
    self.covers = covers
    self.operations = operations
    memory = SourceMemory(library)
  }

  /// To be called before everything else.
  func load() async {
    do throws(LibraryError) {
      try await memory.load()
    } catch {
      logger.error("\(error.message)")
    }
  }

  // MARK: What is shown

  /// Brings the objects in step with the library's rows as they are now or later. One at a time: an older state is
  /// never shown after a newer one.
  func refresh() async throws(LibraryError) {
    requested += 1
    let mine = requested
    while shown < mine {
      try await (refreshing ?? beginRefresh()).value.get()
    }
  }

  private func beginRefresh() -> Task<Result<Void, LibraryError>, Never> {
    let task = Task { () -> Result<Void, LibraryError> in
      let mine = requested
      defer { refreshing = nil }
      do throws(LibraryError) {
        await show(try await library.sourceDetails())
        shown = mine
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    refreshing = task
    return task
  }

  private func show(_ sources: [SourceDetails]) async {
    let ids = Set(sources.map(\.id))
    for gone in states.keys where !ids.contains(gone) {
      states[gone] = nil
      await connection.unexport(at: gone.path)
    }
    // The active one last: nobody ever sees two.
    for details in sources.filter({ !$0.source.isActive }) + sources.filter(\.source.isActive) {
      if var state = states[details.id] {
        state.details = details
        await show(state)
      } else {
        await admit(details)
      }
    }
    await connection.publish(
      SourcesInterface.values(of: sources), of: SourcesInterface.name, at: Self.servicePath)
  }

  private func admit(_ details: SourceDetails) async {
    let state = SourceState(
      details: details, isSignedIn: await memory.signedIn.contains(details.id),
      sync: SourceState.Sync(afterLast: details))
    if let account = await account(details) { await servers.update(account) }
    states[details.id] = state
    await connection.export([SourceInterface.make(details.id, self)], at: details.id.path, managed: true)
    // What has become of it meanwhile is shown as well.
    await show(states[details.id] ?? state)
  }

  private func show(_ state: SourceState) async {
    states[state.details.id] = state
    await connection.publish(
      SourceInterface.values(of: state), of: SourceInterface.name, at: state.details.id.path)
  }

  private func account(_ details: SourceDetails) async -> ServerAccount? {
    guard details.id != Source.localID else { return nil }
    do throws(ServerError) {
      // What was agreed to when it was added needs no second agreement.
      let url = try ServerURL(details.url, isInsecure: true)
      return ServerAccount(
        id: details.id, url: url, username: details.username, kind: details.source.kind,
        caFile: details.caFile,
        isSignedOut: await memory.tokensToDelete.contains(details.id))
    } catch {
      logger.error("\(details.source.name): \(error.message)")
      return nil
    }
  }

  // MARK: What happens by itself

  /// What has become of a session.
  func take(_ event: ServerEvent) async {
    // Told of sources as well that are not there any more.
    if case .tokensDeleted = event.change { return await memory.set(event.source, hasTokensToDelete: false) }
    guard !leaving.contains(event.source), let name = states[event.source]?.details.source.name else {
      return
    }
    switch event.change {
    case .signedIn(let isStored):
      await memory.set(event.source, hasTokensToDelete: false)
      states[event.source]?.tokens = isStored ? .stored : .session
      await setSignedIn(true, event.source, warning: nil)
      if states[event.source]?.details.source.isActive == true {
        await engine.noteSignIn(event.source)
      } else {
        // The others are synced when somebody signs in, not because a keyring was read.
        await engine.noteToken(of: event.source)
      }
    case .signedOut:
      await setSignedIn(false, event.source, warning: nil)
    case .refreshRefused:
      await setSignedIn(
        false, event.source,
        warning: "\(name) has ended the session. Sign in again: soulctl source login \(event.source)")
    case .dialect(let kind):
      await keep(kind, of: event.source)
    case .tokensNotStored(let error):
      states[event.source]?.tokens = .session
      await warn("You are signed in for this session only: \(error.message)", event.source)
    case .tokensStored:
      states[event.source]?.tokens = .stored
      await warn(nil, event.source)
    case .deletionDue:
      await memory.set(event.source, hasTokensToDelete: true)
    case .tokensNotDeleted(let error):
      logger.warning("\(name): its tokens are still in the keyring: \(error.message)")
    case .tokensDeleted:
      break
    }
  }

  func setSignedIn(_ isSignedIn: Bool, _ source: Source.ID) async {
    // What the person was told of the session meanwhile stays.
    guard states[source]?.isSignedIn != isSignedIn else { return }
    // Where it is kept is told by the event that follows.
    states[source]?.tokens = .session
    await setSignedIn(isSignedIn, source, warning: nil)
  }

  private func setSignedIn(_ isSignedIn: Bool, _ source: Source.ID, warning: String?) async {
    await memory.set(source, isSignedIn: isSignedIn)
    states[source]?.isSignedIn = isSignedIn
    await warn(warning, source)
  }

  private func warn(_ warning: String?, _ source: Source.ID) async {
    guard var state = states[source] else { return }
    if let warning, state.warning != warning { logger.warning("\(state.details.source.name): \(warning)") }
    state.warning = warning
    await show(state)
  }

  func keep(_ kind: Source.Kind, of source: Source.ID) async {
    do throws(LibraryError) {
      try await library.setDialect(kind, of: source)
    } catch {
      logger.error("\(error.message)")
    }
  }

  /// A sync has begun or ended.
  func take(_ event: SyncEvent) async {
    guard var state = states[event.source] else { return }
    switch event.change {
    case .began:
      state.sync = .syncing
    case .succeeded:
      state.sync = .idle
    case .failed(.cancelled):
      state.sync = SourceState.Sync(afterLast: state.details)
    case .failed(let error):
      state.sync = .failed
      await keep(error.message, of: event.source)
    }
    if case .succeeded = event.change { await keep(nil, of: event.source) }
    guard var now = states[event.source] else { return }
    now.sync = state.sync
    await show(now)
  }

  /// Keeps what went wrong last; `nil` when all is well again.
  private func keep(_ sentence: String?, of source: Source.ID) async {
    guard states[source]?.details.lastError != sentence else { return }
    do throws(LibraryError) {
      try await library.setLastError(sentence, of: source)
    } catch {
      // A source that was removed meanwhile has nothing to keep.
      if case .notFound = error { return }
      logger.error("\(error.message)")
    }
  }

  func setLeaving(_ isLeaving: Bool, _ source: Source.ID) {
    if isLeaving { leaving.insert(source) } else { leaving.remove(source) }
  }

  /// Has the keyring asked again for what it held up, while the person's wish is seen to.
  func retryKeyring() {
    Task { [servers] in await servers.retryKeyring() }
  }

  /// Deletes what the keyring still had of removed servers when the player ended.
  func deleteLeftTokens() async {
    for source in await memory.tokensToDelete where states[source] == nil {
      do throws(KeyringError) {
        try await servers.deleteTokens(of: source)
      } catch {
        logger.debug("source \(source): \(error.message)")
      }
    }
  }

  // MARK: For the methods

  /// - Throws: `BusFailure` `NotFound`.
  func state(_ source: Source.ID) throws(BusFailure) -> SourceState {
    guard let state = states[source] else {
      throw BusFailure(.notFound, "There is no source \(source); “soulctl sources” shows them.")
    }
    return state
  }

  /// - Throws: `BusFailure` `NotFound`; `Conflict` for this device.
  func server(_ source: Source.ID, _ refusal: String) throws(BusFailure) -> SourceState {
    let state = try state(source)
    guard source != Source.localID else {
      throw BusFailure(.conflict, "“\(state.details.source.name)” is this device: it \(refusal).")
    }
    return state
  }

  var signedInServers: [Source.ID] {
    states.values.filter { $0.isSignedIn && $0.details.id != Source.localID }.map(\.details.id)
      .sorted { $0.rawValue < $1.rawValue }
  }
}
