import Foundation
import Library

/// Brings library, folders and users to what the command line says, before anything listens.
struct Preparation {
  let settings: ServerSettings
  let directories: ServerDirectories

  func openStore() async throws(StartError) -> ServerStore {
    try await inLibrary { () async throws(LibraryError) in
      let library = try LibraryStore.open(at: directories.libraryFile, coversDirectory: directories.covers)
      return try await ServerStore.open(library)
    }
  }

  /// Makes the library's folders those of the command line.
  func takeMusic(_ library: LibraryStore) async throws(StartError) {
    for folder in settings.music {
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue
      else { throw .folder(path: folder, reason: "there is no such folder. Check the path.") }
    }
    let folders = try await inLibrary { () async throws(LibraryError) in
      guard !settings.music.isEmpty else { return try await library.folders() }
      for folder in settings.music { try await library.addFolder(folder) }
      for folder in try await library.folders() where !settings.music.contains(folder.path) {
        try await library.removeFolder(folder.path)
      }
      return try await library.folders()
    }
    guard !folders.isEmpty else { throw .noMusic }
  }

  /// Adds the user, or takes another password where one was given.
  /// - Returns: all who may sign in.
  func takeUsers(_ store: ServerStore) async throws(StartError) -> [ServerUser] {
    if let name = settings.user {
      let known = try await inLibrary { () async throws(LibraryError) in try await store.users() }
        .first { $0.name == name }
      if known == nil || settings.setsPassword || settings.passwordFile != nil {
        try await takePassword(of: name, known: known, store)
      }
    }
    let users = try await inLibrary { () async throws(LibraryError) in try await store.users() }
    guard !users.isEmpty else { throw .noUser }
    return users
  }

  private func takePassword(
    of name: String, known: ServerUser?, _ store: ServerStore
  ) async throws(StartError) {
    let password = try PasswordInput.read(file: settings.passwordFile, user: name)
    // The same file at every start must not sign everybody out.
    if let known, PasswordHash(stored: known.password)?.matches(password) == true { return }
    let hash = try PasswordHash(password: password).stored
    try await inLibrary { () async throws(LibraryError) in try await store.setUser(name, password: hash) }
  }

  private func inLibrary<Value: Sendable>(
    _ body: () async throws(LibraryError) -> Value
  ) async throws(StartError) -> Value {
    do throws(LibraryError) {
      return try await body()
    } catch {
      throw .library(error.message)
    }
  }
}
