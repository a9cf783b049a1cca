/// What recognises a file wherever it lies.
struct FileContent: Hashable {
  let size: Int64
  let hash: ContentHash
}
