/// A row of `track_sources` that belongs to a server.
struct ServerRow {
  let id: Int64
  let track: Int64
  let digest: Int64?
  let generation: Int64
}
