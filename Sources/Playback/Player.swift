public import Audio
import Dispatch
import Executors
public import Library
import Logging
public import Model

/// The queue and the one state that MPRIS mirrors; the only writer of both (DESIGN §3).
///
/// Each command decides at once: the state is published in the turn that decided it, and the pipeline follows.
/// Nothing in here waits: library reads are points in an index, and the pipeline's orders go down one line.
public actor Player {
  // Of the pipeline's class, so that the thread that decided goes on with the pipeline's work: another class has other
  // threads, and one of them would have to be woken up first.
  let executor = DispatchQueueExecutor(label: "soul.player", qos: .userInteractive)
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let library: LibraryStore
  let pipeline: Pipeline
  let streams: any TrackStreams
  let web: any WebStreams
  let configuration: PlaybackConfiguration
  let readTags: @Sendable (String) async -> TrackTags?
  let logger = Logger(label: "soul.player")
  /// What the pipeline has yet to be told.
  private var orders: [PipelineCommand] = []
  private var isCarryingOut = false
  private var observer: (@Sendable (PlayerUpdate) -> Void)?

  var queue = PlayQueue()
  var state = PlayerState()
  private var published = PlayerState()
  private var pendingSeeked: MediaTime?
  /// What sounds, or will once it is loaded; `nil` while stopped.
  var loaded: LoadedItem?
  /// What the pipeline goes over to by itself at the end of `loaded`.
  var prepared: LoadedItem?
  /// Where a jump goes that the pipeline hasn't landed yet: what it tells of the time before doesn't count.
  var seekTarget: MediaTime?
  /// Tracks in a row that could not be played; a whole round of them stops.
  var failures = 0
  var isGoingBack = false
  /// Where the sound ended, or could not begin, because what only servers have can't be had from them: where nothing
  /// else plays either, Play goes on there.
  var interruption: (entry: QueueEntry.ID, position: MediaTime)?
  /// The entry that a person waits for, while its servers are asked whether they are back.
  var search: QueueEntry.ID?
  private var lastItemID: UInt64 = 0
  var coverWatch: CoverWatch?
  /// What plays on, though its track is no longer in the library.
  var removedWhilePlayed: QueueEntry.ID?
  /// What the queue's files outside of the library say of themselves; empty while they are being read.
  private var fileTags = FileTags()
  /// What the station that was heard last says of itself.
  private var station: (url: String, info: StationInfo)?
  var generator = SystemRandomNumberGenerator()
  /// Tracks played, and when (Unix seconds), that the library has yet to be told of.
  var unsavedPlays: [(track: Track.ID, at: Int64)] = []
  /// The queue as it is now, where the library has yet to be told.
  var unsaved: SavedQueue?
  var savedQueue: PlayQueue?
  var savedVolume: Double?
  var saving: Task<Void, Never>?

  /// - Parameters:
  ///   - library: what the queue's tracks are looked up in, and where it is saved.
  ///   - pipeline: the sound. Its events are this player's from `run()` on.
  ///   - streams: the bytes of what lies on servers.
  ///   - web: the bytes of stations and of files on the web.
  ///   - readTags: reads the tags of a file that is not in the library; `nil` where it can't.
  public init(
    library: LibraryStore, pipeline: Pipeline, streams: any TrackStreams,
    web: any WebStreams,
    configuration: PlaybackConfiguration,
    readTags: @escaping @Sendable (String) async -> TrackTags?
  ) {
    self.library = library
    self.pipeline = pipeline
    self.streams = streams
    self.web = web
    self.configuration = configuration
    self.readTags = readTags
  }

  /// Takes in the pipeline's events until the task is cancelled.
  public func run() async {
    for await event in pipeline.events { take(event) }
  }

  /// - Parameter observer: called in the turn that changed something, in order; it must not block.
  /// - Returns: the state that the updates start from.
  public func observe(_ observer: @escaping @Sendable (PlayerUpdate) -> Void) -> PlayerState {
    self.observer = observer
    return published
  }

  func order(_ command: PipelineCommand) {
    orders.append(command)
    guard !isCarryingOut else { return }
    isCarryingOut = true
    // The pipeline begins while this turn goes on: a hop to another thread first would be heard as a later start.
    Task.immediate {
      while !orders.isEmpty { await carryOut(orders.removeFirst()) }
      isCarryingOut = false
    }
  }

  func nextItemID() -> UInt64 {
    lastItemID += 1
    return lastItemID
  }

  /// Ends a turn: tells what it changed, if anything.
  func publish() {
    dropEntryPlayedOn()
    state.loop = queue.loop
    state.isShuffled = queue.isShuffled
    state.queueLength = queue.entries.count
    state.canGoNext = queue.successor != nil
    state.canGoPrevious = queue.predecessor != nil
    if state.current?.entry != queue.current { state.current = queue.current.map(describe) }
    state.currentIndex = queue.entries.firstIndex { $0.id == queue.current?.id } ?? queue.entries.count
    checkCover()
    let seeked = pendingSeeked
    pendingSeeked = nil
    guard state != published || seeked != nil else { return }
    published = state
    observer?(PlayerUpdate(state: state, seeked: seeked))
  }

  func announceSeek(to position: MediaTime) {
    pendingSeeked = position
  }

  /// The library has changed: what is shown of the current track may have, too.
  public func refreshMetadata() {
    let duration = state.current?.duration
    state.current = queue.current.map(describe)
    // What the pipeline has measured stays true where the library knows no better.
    if state.current?.duration == nil { note(duration: duration) }
    prepareNext()
    publish()
  }

  /// A server has come or gone, or another one is the active one: what follows may be had from elsewhere.
  public func sourcesChanged() {
    prepareNext()
    publish()
  }

  func describe(_ entry: QueueEntry) -> NowPlaying {
    switch entry.item {
    case .track:
      if let track = track(of: entry) { return NowPlaying(entry: entry, track: track) }
      // What has left the library is shown as it was while it plays on.
      return state.current.flatMap { $0.entry == entry ? $0 : nil } ?? NowPlaying(missing: entry)
    case .file(let path):
      if let tags = fileTags[path] { return NowPlaying(entry: entry, path: path, tags: tags) }
      fileTags.expect(path, room: queue.entries.count) {
        Set(queue.entries.compactMap { if case .file(let path) = $0.item { path } else { nil } })
      }
      let readTags = readTags
      Task { [weak self] in
        guard let tags = await readTags(path) else { return }
        await self?.learn(tags, ofFileAt: path)
      }
      return NowPlaying(entry: entry, path: path, tags: nil)
    case .web(let url):
      return NowPlaying(entry: entry, url: url, station: station?.url == url ? station?.info : nil)
    }
  }

  /// What the pipeline has found. A station goes on, whatever length the beginning of its sound promises.
  func note(duration: MediaTime?) {
    let isStation = station.map { state.current?.entry.item == .web(url: $0.url) } ?? false
    state.current?.duration = isStation ? nil : duration
  }

  /// In the order in which the station tells it.
  nonisolated func hear(_ info: StationInfo, ofStationAt url: String) {
    executor.queue.async { self.assumeIsolated { $0.learn(info, ofStationAt: url) } }
  }

  private func learn(_ info: StationInfo, ofStationAt url: String) {
    station = (url, info)
    if state.current?.entry.item == .web(url: url) { refreshMetadata() }
  }

  private func learn(_ tags: TrackTags, ofFileAt path: String) {
    guard fileTags.learn(tags, of: path) else { return }
    if state.current?.entry.item == .file(path: path) { refreshMetadata() }
  }

  func track(of entry: QueueEntry) -> Track? {
    guard case .track(let id) = entry.item else { return nil }
    return track(id)
  }

  func track(_ id: Track.ID) -> Track? {
    do {
      return try library.trackNow(id)
    } catch {
      logger.error("The library can't be read: \(error)")
      return nil
    }
  }
}
