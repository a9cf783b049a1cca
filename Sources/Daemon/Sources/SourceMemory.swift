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
      let numbers = ids.map(\.rawValue).sorted()
      try await library.set(numbers.map(String.init).joined(separator: ","), for: setting)
    } catch {
      logger.error("\(error.message)")
    }
  }

  private static func ids(_ text: String?) -> Set<Source.ID> {
    Set((text ?? "").split(separator: ",").compactMap { Int64($0).map(Source.ID.init(rawValue:)) })
  }
}
