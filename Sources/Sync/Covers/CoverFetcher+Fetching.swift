import Crypto
import Library
import Logging
import Model
import Servers
import Synchronization

extension CoverFetcher {
  /// - Returns: what ends when the library has the cover, or when it can't be had.
  func beginFetch(_ wanted: WantedCover, isPlayed: Bool) -> Task<Void, Never> {
    let task = Task {
      await fetch(wanted, isPlayed: isPlayed)
      underWay[wanted.id] = nil
    }
    underWay[wanted.id] = task
    return task
  }

  private func fetch(_ wanted: WantedCover, isPlayed: Bool) async {
    let id = wanted.id
    guard await isStillMissing(wanted) else { return }
    let bytes: [UInt8]?
    do throws(ServerError) {
      bytes = try await servers.client(for: id.source).cover(of: wanted.cover.serverFileID)
      failures.noteAnswer(id.source)
    } catch {
      logger.info("source \(id.source): a cover could not be fetched: \(error.message)")
      if failures.note(error, at: id, now: clock.now) { self.wanted.removeAll(of: id.source) }
      return
    }
    guard let bytes, let format = PictureFormat(bytes) else { return failures.note(id, at: clock.now) }
    let hash = SHA256.hash(data: bytes).map { byte in
      byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }.joined()
    guard Self.isWhat(id.hash, says: hash) else {
      logger.info("source \(id.source): a cover is another one than its hash says")
      return failures.note(id, at: clock.now)
    }
    let key = CoverKey(hash: hash, fileExtension: format.rawValue)
    let isNewFile = !files.has(key.fileName)
    if isNewFile {
      do throws(CoverFileError) {
        try files.write(bytes, as: key.fileName)
      } catch {
        logger.warning("\(error)")
        failures.note(id, at: clock.now)
        return stopShowing()
      }
    }
    let cover = FetchedCover(id: id, key: key, size: bytes.count, tracks: wanted.tracks)
    await save(WrittenCover(cover: cover, isPlayed: isPlayed, isNewFile: isNewFile))
  }

  /// Another fetch may have ended since somebody saw that it is missing; while this one is under way no other begins.
  private func isStillMissing(_ wanted: WantedCover) async -> Bool {
    do throws(LibraryError) {
      let missing = try await library.missingCovers(of: wanted.tracks)
      guard let cover = missing.lazy.flatMap(\.candidates).first(where: { $0.id == wanted.id }) else {
        return false
      }
      guard isHere(cover) else { return true }
      try await library.useCovers([cover.id: wanted.tracks])
    } catch {
      logger.warning("A cover could not be looked for: \(error.message)")
    }
    return false
  }

  /// A server's hash that looks like a SHA-256 is one, of the picture's bytes; any other is a name and no more.
  private static func isWhat(_ name: String, says hash: String) -> Bool {
    let prefix = "sha256:"
    let digits = name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]
    guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else { return true }
    return digits.lowercased() == hash
  }

  // MARK: Keeping

  /// Removes the fetched covers that nothing has any more, after a server was removed: but for that of what plays, which
  /// goes with the next track.
  public func removeUnused() async {
    guard !isFinished else { return }
    mayHaveUnused = true
    await startSaving().value
  }

  private func forgetUnused() async throws(LibraryError) {
    mayHaveUnused = false
    let played = playing.withLock(\.path).map(CoverFiles.hash(ofFileAt:))
    keepsUnused = played != nil
    let keys = try await library.removeUnusedCovers(except: played)
    removeFiles(keys)
  }

  private func removeFiles(_ keys: [CoverKey]) {
    // What was fetched again meanwhile stays.
    let kept = Set(unsaved.map(\.cover.key))
    for key in keys where !kept.contains(key) { files.remove(key.fileName) }
  }

  /// What comes while a transaction runs goes into the next one together.
  private func save(_ cover: WrittenCover) async {
    unsaved.append(cover)
    await startSaving().value
  }

  private func startSaving() -> Task<Void, Never> {
    let task = saving ?? Task { await saveAll() }
    saving = task
    return task
  }

  private func saveAll() async {
    while mayHaveUnused || !unsaved.isEmpty {
      if mayHaveUnused {
        do throws(LibraryError) {
          try await forgetUnused()
        } catch {
          logger.warning("Covers of a removed server stay until they are the oldest: \(error.message)")
        }
        continue
      }
      let (covers, uses) = (unsaved, uses)
      unsaved = []
      self.uses = [:]
      let mayReplaceAll = covers.contains(where: \.isPlayed)
      let room = CoverRoom(
        limit: limit, keeping: playing.withLock(\.track),
        sparing: mayReplaceAll ? nil : clock.now - CoverFailures.patience)
      do throws(LibraryError) {
        let eviction = try await library.addCovers(
          covers.map(\.cover), uses: uses, now: clock.now, room: room)
        removeFiles(eviction.keys)
        if eviction.isFull { stopShowing() }
      } catch {
        logger.warning("Covers could not be kept: \(error.message)")
        for cover in covers {
          if cover.isNewFile { files.remove(cover.cover.key.fileName) }
          failures.note(cover.cover.id, at: clock.now)
        }
        stopShowing()
      }
    }
    saving = nil
  }

  /// There is no room. What is shown would push out what else is shown, which would be fetched again, and so on.
  private func stopShowing() {
    fullUntil = clock.now + CoverFailures.patience
    wanted.removeAll()
  }
}
