import Bus
import Contract
import Keyring
import Library
import Logging
import Model
import Servers
import Sync

/// The methods of `org.soulplayer.Sources`.
extension SourceRegistry {
  /// Adds a server once it has answered.
  func add(_ wish: ServerWish) async -> ObjectPath {
    await operations.start(OperationKinds.add) { _ in
      do throws(ServerError) {
        try await self.servers.checkConnection(to: wish.url, caFile: wish.caFile)
      } catch {
        throw error.forOperation
      }
      return [FieldName.source.rawValue: try await self.store(wish).path.busValue]
    }
  }

  private func store(_ wish: ServerWish) async throws -> Source.ID {
    do throws(LibraryError) {
      let id = try await library.addServer(
        NewServer(
          name: wish.name, url: wish.url.text, username: wish.username, kind: wish.kind ?? .soul,
          caFile: wish.caFile, allowsInsecure: wish.isInsecure))
      try await library.setOnline(true, id)
      // The object is there before the operation tells of it.
      try await refresh()
      return id
    } catch {
      throw BusFailure(error)
    }
  }

  /// - Throws: `BusFailure` `NotFound`, `Conflict`.
  func remove(_ source: Source.ID, keepFiles: Bool) async throws(BusFailure) -> ObjectPath {
    _ = try server(source, "can't be removed")
    retryKeyring()
    return await operations.start(OperationKinds.remove) { _ in
      await self.setLeaving(true, source)
      do throws(LibraryError) {
        try await self.memory.remove(source, keepFiles: keepFiles)
      } catch {
        await self.setLeaving(false, source)
        throw BusFailure(error)
      }
      await self.forget(source)
      do throws(LibraryError) {
        try await self.library.finishRemoval(of: source)
        await self.covers.removeUnused()
      } catch {
        // It is not there for anybody any more: the rest follows at the next start.
        guard error != .cancelled else { throw CancellationError() }
        throw BusFailure(error)
      }
      return [:]
    }
  }

  /// Deletes the tokens of a source that was removed.
  private func forget(_ source: Source.ID) async {
    do throws(KeyringError) {
      try await servers.remove(source)
    } catch {
      logger.warning("The tokens of source \(source) are still in the keyring: \(error.message)")
    }
  }

  /// - Parameter source: `nil` for none.
  func setActive(_ source: Source.ID?) async throws(BusFailure) {
    if let source { _ = try server(source, "can't be the active server") }
    retryKeyring()
    do throws(LibraryError) {
      try await library.setActive(source)
      // A client that reads now finds what it has set.
      try await refresh()
    } catch {
      throw BusFailure(error)
    }
  }

  func rename(_ source: Source.ID, to name: String) async throws(BusFailure) {
    let name = try SourceName(name)
    do throws(LibraryError) {
      try await library.renameSource(source, to: name.text)
      try await refresh()
    } catch {
      throw BusFailure(error)
    }
  }

  func signIn(
    _ source: Source.ID, secret: SecretDescriptor, mayPrompt: Bool
  ) async throws(BusFailure) -> ObjectPath {
    _ = try server(source, "needs no password")
    let attempt: SignInAttempt
    do throws(ServerError) {
      attempt = try await servers.beginSignIn(to: source)
    } catch {
      throw BusFailure(error)
    }
    return await operations.start(OperationKinds.signIn) { _ in
      let password = try await secret.read()
      do throws(ServerError) {
        let kind = try await attempt.signIn(password: password, mayPrompt: mayPrompt)
        await self.keep(kind, of: source)
        await self.showSignIn(at: source)
        await self.engine.noteSignIn(source)
      } catch {
        throw error.forOperation
      }
      return [:]
    }
  }

  /// Signed out is signed out, whatever the keyring does: what it has is deleted as soon as it can be.
  func signOut(_ source: Source.ID) async throws(BusFailure) {
    _ = try server(source, "needs no password")
    await engine.cancel(source)
    do throws(KeyringError) {
      try await servers.signOut(of: source)
    } catch {
      logger.warning("The tokens of source \(source) are still in the keyring: \(error.message)")
      await memory.set(source, hasTokensToDelete: true)
    }
    await showSignIn(at: source)
  }

  /// Brings what is shown in step with the session, so that a client finds what it has caused. What happens meanwhile
  /// comes as an event in any case, so the last word is the newest.
  private func showSignIn(at source: Source.ID) async {
    var isSignedIn: Bool
    repeat {
      isSignedIn = await self.isSignedIn(to: source)
      if isSignedIn { await memory.set(source, hasTokensToDelete: false) }
      await setSignedIn(isSignedIn, source)
    } while await self.isSignedIn(to: source) != isSignedIn
  }

  private func isSignedIn(to source: Source.ID) async -> Bool {
    do throws(ServerError) {
      return try await servers.isSignedIn(to: source)
    } catch {
      return false
    }
  }

  /// - Parameter source: `nil` for every server that is signed in to.
  func sync(_ source: Source.ID?, isFull: Bool) async throws(BusFailure) -> ObjectPath {
    if let source { _ = try server(source, "has nothing to sync with: “soulctl import” looks for changes") }
    retryKeyring()
    let sources = try (source.map { [$0] } ?? signedInServers).map { id throws(BusFailure) in
      (id: id, name: try state(id).details.source.name)
    }
    return await operations.start(OperationKinds.sync) { report in
      var summary = SyncSummary()
      for (source, name) in sources {
        do throws(SyncError) {
          let synced = try await self.engine.sync(source, isFull: isFull) { progress in
            report(
              OperationProgress(
                done: UInt64(max(0, progress.done)), total: UInt64(max(0, progress.total)),
                detail: "\(Int(progress.rate)) tracks/s"))
          }
          summary.add(synced.tracks, of: source, named: name)
        } catch {
          // Who signs out of one of several servers doesn't cancel the syncs of the others.
          guard error != .cancelled || sources.count > 1 && !Task.isCancelled else {
            throw CancellationError()
          }
          summary.add(BusFailure(error), of: source, named: name)
        }
      }
      return try summary.result()
    }
  }

  func checkConnectivity(_ source: Source.ID) async throws(BusFailure) -> ObjectPath {
    let isServer = try state(source).details.id != Source.localID
    retryKeyring()
    return await operations.start(OperationKinds.check) { _ in
      if isServer {
        do throws(ServerError) {
          try await self.connectivity.check(source)
        } catch {
          throw error.forOperation
        }
      }
      return [FieldName.online.rawValue: true.busValue]
    }
  }
}
