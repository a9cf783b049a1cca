import Model

/// What the tags of the queue's files say that are not in the library, once they are read.
struct FileTags {
  private var known: [String: TrackTags] = [:]

  /// - Returns: tags that say nothing while they are read; `nil` where nobody has asked for them.
  subscript(path: String) -> TrackTags? { known[path] }

  /// Makes a place for a file's tags.
  ///
  /// The table never outgrows the queue, and the queue is gone through only once it would: a thousand files that are
  /// listed in a queue of many thousands take no longer than in a short one.
  /// - Parameters:
  ///   - room: how many entries the queue has.
  ///   - held: the paths of the queue's files.
  mutating func expect(_ path: String, room: Int, held: () -> Set<String>) {
    if known.count >= room {
      let paths = held()
      known = known.filter { paths.contains($0.key) }
    }
    known[path] = TrackTags()
  }

  /// - Returns: `false` where nobody waits for them any more.
  mutating func learn(_ tags: TrackTags, of path: String) -> Bool {
    guard known[path] != nil else { return false }
    known[path] = tags
    return true
  }
}
