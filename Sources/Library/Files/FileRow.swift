/// A local file as the library has it: one row of `track_sources` with its facts.
struct FileRow {
  let id: Int64
  let trackID: Int64
  let path: String?
  let content: FileContent
  let inode: UInt64
}
