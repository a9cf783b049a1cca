import Library

/// The library's files below one folder, a page at a time in the order of their paths' bytes.
struct KnownFiles {
  private static let pageLength = 4_000

  private let store: LibraryStore
  private let folder: String
  private var page: ArraySlice<FileFacts> = []
  private var last: String?
  private var isAtEnd = false

  init(store: LibraryStore, folder: String) {
    self.store = store
    self.folder = folder
  }

  /// - Returns: the next file, without going past it; `nil` at the end.
  mutating func peek() async throws(LibraryError) -> FileFacts? {
    if page.isEmpty, !isAtEnd {
      page = try await store.fileFacts(below: folder, after: last, limit: Self.pageLength)[...]
      last = page.last?.path
      isAtEnd = page.count < Self.pageLength
    }
    return page.first
  }

  mutating func advance() {
    page = page.dropFirst()
  }
}
