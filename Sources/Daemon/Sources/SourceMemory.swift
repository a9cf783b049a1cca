import Library
import Logging
import Model

/// What has to be known of the tokens while the keyring can't say it: kept over a restart.
actor SourceMemory {
  private let library: LibraryStore
  private let logger = Logger(label: "soul.sources")
  /// The sources that were signed in to.
  private(set) var signedIn: Set<Source.ID> = []
  /// Those whose tokens the keyring may still have, though they were signed out or removed.
  private(set) var tokensToDelete: Set<Source.ID> = []

  init(_ library: LibraryStore) {
    self.library = library
  }

  func load() async throws(LibraryError) {
    signedIn = Self.ids(try await library.setting(.signedInSources))
    tokensToDelete = Self.ids(try await library.setting(.tokensToDelete))
  }

  /// Removes a source, and remembers in the same transaction that its tokens are to be deleted: a kill leaves the source
  /// with its tokens, or neither.
  func remove(_ source: Source.ID, keepFiles: Bool) async throws(LibraryError) {
    let wasSignedIn = signedIn.remove(source) != nil
    let wasToDelete = !tokensToDelete.insert(source).inserted
    do throws(LibraryError) {
      // Nothing suspends before the library has the transaction in its queue: what is set meanwhile is written after it.
      try await library.removeSource(
        source, keepFiles: keepFiles,
        settings: [.signedInSources: Self.text(signedIn), .tokensToDelete: Self.text(tokensToDelete)])
    } catch {
      await set(source, hasTokensToDelete: wasToDelete)
      await set(source, isSignedIn: wasSignedIn)
      throw error
    }
  }

  func set(_ source: Source.ID, isSignedIn: Bool) async {
    guard signedIn.contains(source) != isSignedIn else { return }
    if isSignedIn { signedIn.insert(source) } else { signedIn.remove(source) }
    await keep(signedIn, as: .signedInSources)
  }

  func set(_ source: Source.ID, hasTokensToDelete: Bool) async {
    guard tokensToDelete.contains(source) != hasTokensToDelete else { return }
    if hasTokensToDelete { tokensToDelete.insert(source) } else { tokensToDelete.remove(source) }
    await keep(tokensToDelete, as: .tokensToDelete)
  }

  private func keep(_ ids: Set<Source.ID>, as setting: Setting) async {
    do throws(LibraryError) {
      try await library.set(Self.text(ids), for: setting)
    } catch {
      logger.error("\(error.message)")
    }
  }

  private static func text(_ ids: Set<Source.ID>) -> String {
    ids.map(\.rawValue).sorted().map(String.init).joined(separator: ",")
  }

  private static func ids(_ text: String?) -> Set<Source.ID> {
    Set((text ?? "").split(separator: ",").compactMap { Int64($0).map(Source.ID.init(rawValue:)) })
  }
}
