import Model

/// Servers that go away while they are played from, and come back.
extension Player {
  /// An entry can't be had now. What a server has may be back by the next Play; another file stays broken.
  func noteInterruption(of entry: QueueEntry, at position: MediaTime) {
    if interruption == nil, !servers(of: [entry.item]).isEmpty { interruption = (entry.id, position) }
  }

  /// Nothing can be played, and a person wants to: the servers that have the current track are asked whether they are
  /// back. If one is, it plays, unless the person wants something else by then.
  func lookForServers() {
    guard let entry = queue.current else { return }
    let servers = servers(of: [entry.item])
    guard !servers.isEmpty else { return }
    search = entry.id
    Task {
      await streams.look(for: servers)
      guard search == entry.id else { return }
      search = nil
      if queue.current?.id == entry.id, state.status == .stopped, !renditions(for: entry).isEmpty { play() }
    }
  }

  /// The servers that have any of this for streaming, whether they are there or not.
  func servers(of items: [QueueEntry.Item]) -> Set<Source.ID> {
    var servers: Set<Source.ID> = []
    for case .track(let id) in items {
      for availability in track(id)?.availabilities ?? [] where availability.status == .streamOnly {
        servers.insert(availability.source)
      }
    }
    return servers
  }
}
