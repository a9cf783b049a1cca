import Keyring
import Model

extension ServerSession {
  private nonisolated var item: KeyringItem {
    KeyringItem(
      source: account.id.rawValue, server: account.url.text, username: account.username, kind: .refresh)
  }

  /// Reads the refresh token, once for all who wait for it. What the keyring can't tell now stays unread.
  func load() async throws(ServerError) {
    try await (loading ?? startLoading()).value.get()
  }

  private func startLoading() -> Task<Result<Void, ServerError>, Never> {
    let started = generation
    let task = Task { () -> Result<Void, ServerError> in
      let found: Result<String?, KeyringError>
      do throws(KeyringError) {
        found = .success(try await self.keyring.secret(for: self.item, mayPrompt: false))
      } catch {
        found = .failure(error)
      }
      return self.finishLoading(found, started: started)
    }
    loading = task
    return task
  }

  private func finishLoading(
    _ found: Result<String?, KeyringError>, started: Int
  ) -> Result<Void, ServerError> {
    guard generation == started else { return .success(()) }
    loading = nil
    if case .failure = found { hasFailedToLoad = true } else { hasFailedToLoad = false }
    switch found {
    case .success(let token?):
      holding = .tokens(refresh: Secret(token), access: nil)
      reports.send(.signedIn(isStored: true), of: account.id)
      return .success(())
    case .success(nil):
      holding = .nothing
      // Who showed somebody as signed in, from an earlier run, hears that it is over.
      reports.send(.signedOut, of: account.id)
      return .success(())
    case .failure(let error):
      return .failure(.keyring(error))
    }
  }

  /// Stores the token that is held, unless that is under way; then the newest one is stored after.
  func store(mayPrompt: Bool) {
    self.mayPrompt = self.mayPrompt || mayPrompt
    let last = storing
    if let last, !last.isCancelled { return }
    storing = Task {
      await last?.value
      while case .tokens(let refresh, _) = holding, !isStored {
        let mayPrompt = self.mayPrompt
        self.mayPrompt = false
        do throws(KeyringError) {
          try await keyring.store(refresh.text, for: item, mayPrompt: mayPrompt)
          didStore(refresh)
        } catch {
          // What was withdrawn is no failure to tell of.
          guard !Task.isCancelled else { break }
          // Who has signed in meanwhile may be asked what this call could not ask.
          if self.mayPrompt { continue }
          didNotStore(error)
          break
        }
      }
      // Another one may have followed one that was cancelled.
      if !Task.isCancelled { storing = nil }
    }
  }

  /// Waits for what is being written, and withdraws the question where the keyring asks the person: that could take
  /// minutes, and the rest is bounded by `KeyringStore`.
  func finishStoring() async {
    storing?.cancel()
    await storing?.value
  }

  /// Stores what is held before the player ends: what the keyring refused before, it may take by now. Nobody is asked.
  func storeFinally() async {
    await finishStoring()
    guard !isStored else { return }
    store(mayPrompt: false)
    await storing?.value
  }

  private func didStore(_ stored: Secret) {
    // Another one may have come while this one was written.
    guard case .tokens(let refresh, _) = holding, refresh == stored else { return }
    isStored = true
    storeFailure = nil
    reports.send(.tokensStored, of: account.id)
  }

  private func didNotStore(_ error: KeyringError) {
    guard case .tokens = holding, storeFailure != error else { return }
    // Still locked, after the person was asked: said already.
    if error == .locked, storeFailure == .promptDismissed { return }
    storeFailure = error
    reports.send(.tokensNotStored(error), of: account.id)
  }

  /// Deletes what the keyring has of this source, unless somebody is signed in.
  /// - Throws: only while nobody is: what is stored of a new sign-in is no failure to delete.
  func deleteStored() async throws(KeyringError) {
    if case .unread = holding { forget() }
    guard case .nothing = holding else { return }
    if !isDeletionDue {
      isDeletionDue = true
      reports.send(.deletionDue, of: account.id)
    }
    // What is being written would come after the deletion otherwise.
    await finishStoring()
    guard case .nothing = holding else { return }
    var failure: KeyringError?
    do throws(KeyringError) {
      try await keyring.delete(source: account.id.rawValue, mayPrompt: false)
    } catch {
      failure = error
    }
    guard case .nothing = holding else {
      // Who has signed in while it was deleted may have lost the new one with the old.
      isStored = false
      store(mayPrompt: false)
      return
    }
    if let failure { throw failure }
    isDeletionDue = false
    reports.send(.tokensDeleted, of: account.id)
  }

  /// Deletes what could not be deleted before, in this run or an earlier one. What fails again stays due.
  func deleteWhatIsDue() async {
    if isDeletionDue { try? await deleteStored() }
  }

  /// Takes up again what the keyring held up, and costs nothing where that is nothing.
  func retryKeyring() async {
    await retryKeyring(reads: hasFailedToLoad)
  }

  /// Takes up again what the keyring held up: to be called when its service or its lock has changed.
  func noteKeyringChange() async {
    await retryKeyring(reads: true)
  }

  private func retryKeyring(reads: Bool) async {
    if !isStored { store(mayPrompt: false) }
    await deleteWhatIsDue()
    // Whoever waits for a token hears of it by the event.
    if reads, case .unread = holding { try? await load() }
  }
}
