import Library
public import Model

/// The commands of `org.soulplayer.Queue`, and MPRIS `OpenUri`. A call that fails leaves the queue as it was.
extension Player {
  /// A track goes behind the current entry and plays; everything else replaces the queue (BUS_API).
  /// - Throws: `PlaybackError.unknownURI`, `.notFound`, `.noSuchPlaylist`, `.emptyPlaylist`, `.notPlayable`, `.offline`,
  ///   `.library`.
  public func open(_ uri: String) throws(PlaybackError) {
    let items = try resolve([uri])
    switch PlayableURI(uri) {
    case .track, .file, .web:
      guard let inserted = queue.insert(items, after: queue.current?.id, using: &generator)?.first else {
        return
      }
      endTrack()
      _ = queue.jump(to: inserted)
    case .album, .artist, .playlist, .search, nil:
      endTrack()
      queue.replace(with: items, start: 0, using: &generator)
    }
    startPlaying()
  }

  /// - Parameters:
  ///   - start: the entry that becomes current, counted once all URIs have become entries.
  ///   - play: whether it plays at once; otherwise the player is stopped on it.
  /// - Throws: as `open`, and `PlaybackError.outOfRange` where there is no entry at `start`.
  public func replaceQueue(_ uris: [String], start: Int, play: Bool) throws(PlaybackError) {
    let items = play ? try resolve(uris) : try lookUp(uris)
    guard start < items.count || start == 0 else {
      throw .outOfRange(
        "The queue would have \(items.count) entries: there is none to start at number \(start).")
    }
    endTrack()
    queue.replace(with: items, start: start, using: &generator)
    if play, !items.isEmpty {
      startPlaying()
    } else {
      beginUserCommand()
      becomeStopped(at: .zero)
      publish()
      save()
    }
  }

  private func startPlaying() {
    beginUserCommand()
    state.status = .playing
    loadCurrent(at: .zero)
    publish()
    save()
  }

  /// - Parameter after: the entry that they go behind; `nil` = at the end.
  /// - Returns: the new entries in their order.
  /// - Throws: as `open` but for `.offline`, and `PlaybackError.noSuchEntry`.
  public func enqueue(_ uris: [String], after: QueueEntry.ID?) throws(PlaybackError) -> [QueueEntry.ID] {
    let items = try lookUp(uris)
    guard let inserted = queue.insert(items, after: after, using: &generator) else {
      throw .noSuchEntry(after ?? QueueEntry.ID(rawValue: 0))
    }
    edited()
    return inserted
  }

  /// Takes entries out; where the current one goes, the next that stays follows in the same state.
  /// - Throws: `PlaybackError.noSuchEntry`.
  public func dequeue(_ entries: [QueueEntry.ID]) throws(PlaybackError) {
    let held = Set(queue.entries.map(\.id))
    if let stranger = entries.first(where: { !held.contains($0) }) { throw .noSuchEntry(stranger) }
    let before = queue.current
    if let before, entries.contains(before.id) { endTrack() }
    _ = queue.remove(Set(entries))
    if queue.current != before {
      if queue.isEmpty {
        becomeStopped(at: .zero)
      } else {
        playCurrent()
      }
    }
    edited()
  }

  /// - Parameter after: the entry that it goes behind; `nil` = to the front.
  /// - Throws: `PlaybackError.noSuchEntry`.
  public func move(_ entry: QueueEntry.ID, after: QueueEntry.ID?) throws(PlaybackError) {
    let held = Set(queue.entries.map(\.id))
    for id in [entry, after].compactMap({ $0 }) where !held.contains(id) { throw .noSuchEntry(id) }
    if entry != after { _ = queue.move(entry, after: after) }
    edited()
  }

  public func clearQueue() {
    endTrack()
    queue.removeAll()
    becomeStopped(at: .zero)
    edited()
  }

  private func edited() {
    prepareNext()
    publish()
    save()
  }

  /// A part of the queue, in the order that a person sees.
  /// - Parameters:
  ///   - offset: ≥ 0; past the end is an empty part.
  ///   - limit: ≥ 0.
  public func entries(from offset: Int, limit: Int) throws(PlaybackError) -> [QueueListing] {
    let part = queue.entries.dropFirst(offset).prefix(limit)
    let ids = part.compactMap { if case .track(let id) = $0.item { id } else { nil } }
    let tracks: [Track]
    do {
      tracks = try library.tracksNow(ids)
    } catch {
      throw .library(error)
    }
    let byID = Dictionary(tracks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return part.map { entry in
      guard case .track(let id) = entry.item, let track = byID[id] else {
        let current = state.current.flatMap { $0.entry == entry ? $0 : nil }
        return QueueListing(entry: entry, track: nil, description: current ?? describe(entry))
      }
      return QueueListing(entry: entry, track: track, description: NowPlaying(entry: entry, track: track))
    }
  }

  private func lookUp(_ uris: [String]) throws(PlaybackError) -> [QueueEntry.Item] {
    let resolver = ItemResolver(library: library)
    var items: [QueueEntry.Item] = []
    for uri in uris { items += try resolver.items(for: uri) }
    return items
  }

  /// As `lookUp`, for what is to sound at once: something of it has to be there.
  private func resolve(_ uris: [String]) throws(PlaybackError) -> [QueueEntry.Item] {
    let items = try lookUp(uris)
    let canSound =
      items.isEmpty
      || items.contains { !renditions(for: QueueEntry(id: .init(rawValue: 0), item: $0)).isEmpty }
    guard canSound else {
      // Who asks again shall have it, if it is back.
      let servers = servers(of: items)
      Task { await streams.look(for: servers) }
      throw .offline(uris.joined(separator: ", "))
    }
    return items
  }
}
