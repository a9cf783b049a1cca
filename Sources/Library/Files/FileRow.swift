/// A local file as the library has it: one row of `track_sources` with its facts.
struct FileRow {
  let id: Int64
  let trackID: Int64
  let path: String?
  let content: FileContent
  let inode: UInt64
}

/// What recognises a file wherever it lies.
struct FileContent: Hashable {
  let size: Int64
  let hash: ContentHash
}
