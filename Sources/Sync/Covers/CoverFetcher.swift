import Dispatch
import Executors
public import Library
import Logging
public import Model
public import Servers
import Synchronization

/// Fetches the covers of synced tracks when they are first shown or played: a sync of a million tracks fetches none.
///
/// What plays has its cover fetched at once. What replies show waits until nothing new was shown for a moment: then the
/// newest is fetched first, each cover once, few at a time. So a person who looks at a list sees its covers come, and
/// a program that reads the whole library, page by page, has those of its last page fetched. What a server could not
/// give is not asked for again for a while, and no server that is offline is asked at all.
///
/// Files are named by the hash of their bytes, for what a server calls a cover is any text. Fetched covers take so much
/// room at most, and those that were not used for longest go first: being shown is a use. Uses are kept in memory and
/// written along with the next cover that is fetched, for only then can one have to go. Covers of this device's own
/// files are not counted, and stay as long as the files; that of what plays stays in any case.
///
/// Somebody may empty the cache at any time. Files that are gone are found when their covers are shown or played.
public actor CoverFetcher {
  /// What is shown in quick succession is read by a program, not by a person.
  static let pause: Duration = .milliseconds(250)
  /// What one reply can show.
  private static let mostShown = 1_000
  /// Covers are whole in memory while they are fetched.
  private static let atOnce = 2
  private static let mostUses = 5_000

  private let executor = DispatchQueueExecutor(label: "soul.covers", qos: .utility)
  let library: LibraryStore
  let servers: ServerDirectory
  let files: CoverFiles
  let limit: Int
  private let restoreOwn: @Sendable ([String]) async -> Bool
  let clock: any AlarmClock
  let logger = Logger(label: "soul.sync")

  nonisolated let playing = Mutex(PlayingCover())
  /// Rings when what plays has its lost cover looked for.
  var lossAlarm: (any Alarm)?
  /// What plays had a cover that nothing else has any more.
  var keepsUnused = false
  /// Whether covers that nothing has any more are to be looked for.
  var mayHaveUnused = false
  private var shown = ShownCovers(limit: mostShown)
  private var alarm: (any Alarm)?
  var wanted = WantedCovers(limit: mostShown)
  /// How many of the wanted ones are being fetched.
  private var fetching = 0
  var underWay: [ServerCover.ID: Task<Void, Never>] = [:]
  var failures = CoverFailures()
  /// Until then there is no room for covers that are only shown.
  var fullUntil: Int64 = 0
  /// When covers were used, by the hashes of their files, that the library has yet to be told of.
  var uses: [String: Int64] = [:]
  var unsaved: [WrittenCover] = []
  var saving: Task<Void, Never>?
  var isFinished = false

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - directory: the folder of the covers, absolute; made with the first one.
  ///   - limit: bytes that fetched covers may take in all.
  ///   - restoreOwn: reads covers of this device's files again, by the hashes of the covers; tells whether one is back.
  public init(
    library: LibraryStore, servers: ServerDirectory, directory: String, limit: Int = 500_000_000,
    clock: any AlarmClock = SystemAlarmClock(), restoreOwn: @escaping @Sendable ([String]) async -> Bool
  ) {
    self.library = library
    self.servers = servers
    files = CoverFiles(directory: directory)
    self.limit = limit
    self.clock = clock
    self.restoreOwn = restoreOwn
  }

  // MARK: What is looked at

  /// A reply shows these tracks. Returns at once.
  public nonisolated func show(_ tracks: [Track]) {
    show(tracks.compactMap(ShownCover.init))
  }

  /// A reply shows these albums. Returns at once.
  public nonisolated func show(_ albums: [Album]) {
    show(albums.map(ShownCover.init))
  }

  /// Fetches nothing any more, and tells the library of what it has not been told yet.
  public func finish() async {
    isFinished = true
    alarm?.cancel()
    alarm = nil
    lossAlarm?.cancel()
    lossAlarm = nil
    wanted.removeAll()
    let tasks = Array(underWay.values)
    for task in tasks { task.cancel() }
    // What has come is kept, or its file goes.
    for task in tasks { await task.value }
    await saveUses()
  }

  private nonisolated func show(_ items: [ShownCover]) {
    guard !items.isEmpty else { return }
    // Immediate, as is the alarm's: so the actor hears of replies and alarms in the order in which they came.
    Task.immediate { await take(items) }
  }

  private func take(_ items: [ShownCover]) {
    // What is shown again and again must not put off for ever what it shows.
    guard shown.add(items), !isFinished else { return }
    alarm?.cancel()
    alarm = clock.ring(after: Self.pause) { [weak self] in
      Task.immediate { await self?.look() }
    }
  }

  private func look() async {
    alarm = nil
    let items = shown.takeAll()
    guard !items.isEmpty, !isFinished else { return }
    do throws(LibraryError) {
      let gone = noteUses(of: items)
      if !gone.isEmpty { try await replace(gone.map(CoverFiles.hash(ofFileAt:))) }
      try await want(items.filter { item in item.path.map { gone.contains($0) } ?? true })
    } catch {
      logger.warning("Covers could not be looked for: \(error.message)")
    }
    if uses.count > Self.mostUses { await saveUses() }
  }

  /// - Returns: the paths where there is no file: somebody has emptied the cache.
  private func noteUses(of items: [ShownCover]) -> Set<String> {
    var gone: Set<String> = []
    let paths = Dictionary(
      items.compactMap { item in item.path.map { ($0, item.isOnServer) } }, uniquingKeysWith: { $0 || $1 })
    for (path, isOnServer) in paths {
      if !files.has(CoverFiles.name(ofFileAt: path)) {
        gone.insert(path)
      } else if isOnServer {
        uses[CoverFiles.hash(ofFileAt: path)] = clock.now
      }
    }
    return gone
  }

  private func saveUses() async {
    guard !uses.isEmpty else { return }
    let uses = uses
    self.uses = [:]
    do throws(LibraryError) {
      try await library.noteCoverUses(uses)
    } catch {
      logger.warning("Which covers were used last could not be kept: \(error.message)")
    }
  }

  // MARK: What is missing

  /// Covers whose files are gone: this device's own are read from their music again, others can be fetched again.
  /// - Parameter hashes: of the files.
  func replace(_ hashes: [String]) async throws(LibraryError) {
    try await library.forgetCovers(hashes)
    if await restoreOwn(hashes) { try await library.announceCovers() }
  }

  private func want(_ items: [ShownCover]) async throws(LibraryError) {
    var tracks: [Track.ID] = []
    var albums: [Album.ID] = []
    for item in items {
      switch item.owner {
      case .track(let id): tracks.append(id)
      case .album(let id): albums.append(id)
      }
    }
    var missing = tracks.isEmpty ? [] : try await library.missingCovers(of: tracks)
    if !albums.isEmpty { missing += try await library.missingCovers(ofAlbums: albums) }
    var places: [ServerCover.ID: Int] = [:]
    var found: [WantedCover] = []
    for cover in missing {
      guard let candidate = best(cover) else { continue }
      if let place = places[candidate.id] {
        found[place].tracks.append(cover.track)
      } else {
        places[candidate.id] = found.count
        found.append(WantedCover(cover: candidate, tracks: [cover.track]))
      }
    }
    let here = found.filter { isHere($0.cover) }
    if !here.isEmpty {
      try await library.useCovers(Dictionary(here.map { ($0.id, $0.tracks) }) { $1 })
    }
    guard fullUntil <= clock.now, !isFinished else { return }
    wanted.add(found.filter { !isHere($0.cover) && underWay[$0.id] == nil })
    fetchWanted()
  }

  private func fetchWanted() {
    while fetching < Self.atOnce, let next = wanted.next() {
      guard underWay[next.id] == nil, failures.isWorthAsking(next.id, at: clock.now) else { continue }
      fetching += 1
      let task = beginFetch(next, isPlayed: false)
      Task {
        await task.value
        fetching -= 1
        fetchWanted()
      }
    }
  }

  func best(_ missing: MissingCover) -> ServerCover? {
    missing.candidates.first { isHere($0) || failures.isWorthAsking($0.id, at: clock.now) }
  }

  func isHere(_ cover: ServerCover) -> Bool {
    cover.file.map { files.has($0.fileName) } ?? false
  }
}
