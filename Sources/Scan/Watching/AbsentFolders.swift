import Executors
import Foundation
import Glibc
import Synchronization

/// The library's folders that are not there, or empty as a place where nothing is mounted, until they come back.
///
/// A folder that is made, moved to its place or filled is noticed by a watch on it or on the nearest folder above that is
/// there, one that is mounted by the mount table. Where no folder is away, nothing is watched and no thread waits.
final class AbsentFolders: Sendable {
  private struct State {
    var folders: Set<String> = []
    /// Which names are waited for, by the watch on the folder that they would be in.
    var names: [Int32: Set<String>] = [:]
    var mounts: MountWatch?
  }

  private static let interest = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | IN_MASK_ADD

  /// In the place of a name: whatever comes into the folder.
  private static let anything = ""

  /// Its events are the owner's, who passes them on.
  private let inotify: Inotify
  private let state = Mutex(State())

  init(_ inotify: Inotify) {
    self.inotify = inotify
  }

  /// - Parameter look: called from any thread when `returned()` may have something new.
  func insert(_ folder: String, look: @escaping @Sendable () -> Void) {
    let mounts = state.withLock { state -> MountWatch? in
      guard state.folders.insert(folder).inserted, state.mounts == nil else { return nil }
      // Where the system grants no thread, what is made or moved is noticed all the same.
      let mounts = try? MountWatch()
      state.mounts = mounts
      return mounts
    }
    if let mounts { Task { await mounts.begin(look) } }
    // It watches above the folder, and sees what came before it did.
    look()
  }

  func remove(where isRemoved: (String) -> Bool) {
    state.withLock { state in
      state.folders = state.folders.filter { !isRemoved($0) }
      if state.folders.isEmpty { state.mounts = nil }
    }
  }

  /// Whether an event may mean that one is back.
  func mayReturn(with event: InotifyEvent) -> Bool {
    state.withLock { state in
      guard let names = state.names[event.watch] else { return false }
      if event.isEndOfWatch { state.names[event.watch] = nil }
      return event.isEndOfWatch || names.contains(event.name) || names.contains(Self.anything)
    }
  }

  /// Those that are back; they are waited for no longer.
  func returned() -> Set<String> {
    state.withLock { state in
      // Before they are looked for, so that none is missed between the two; the next one below may be there by now.
      for folder in state.folders {
        for place in Self.places(of: folder) { expect(place, in: &state) }
      }
      // As a scan looks: what it finds empty and this did not would be scanned for ever.
      let back = state.folders.filter { (try? DirectoryListing(path: $0))?.entries.isEmpty == false }
      state.folders.subtract(back)
      if state.folders.isEmpty { state.mounts = nil }
      return back
    }
  }

  /// The watches that nothing is waited for with any more, to be ended where they serve for nothing else.
  func takeIdleWatches() -> [Int32] {
    state.withLock { state in
      guard state.folders.isEmpty else { return [] }
      defer { state.names = [:] }
      return Array(state.names.keys)
    }
  }

  /// The folder and, where it is a symbolic link, what that leads to, which comes back elsewhere than the link is.
  private static func places(of folder: String) -> [String] {
    var places = [folder]
    // As many links as the kernel follows (path_resolution(7)), so that no circle is endless.
    while places.count <= 40, let last = places.last, let target = target(ofLink: last) {
      places.append(target)
    }
    return places
  }

  private static func target(ofLink path: String) -> String? {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return nil }
    return target.hasPrefix("/") ? target : path[...(path.lastIndex(of: "/") ?? path.startIndex)] + target
  }

  /// Watches the folder, where it is there and empty, or the nearest one above that is there.
  private func expect(_ folder: String, in state: inout State) {
    var missing: Substring?
    repeat {
      // What has come since it was missed goes on below; each time that can be so one level nearer to the folder.
      let before = missing
      missing = watchNearest(to: folder, in: &state)
      if missing == before { return }
    } while missing.map { access(String($0), F_OK) == 0 } ?? false
  }

  /// - Returns: what is missing in the folder that is watched now; `nil` where that is `folder` itself.
  private func watchNearest(to folder: String, in state: inout State) -> Substring? {
    var path = Substring(folder)
    var missing: Substring?
    while true {
      let slash = path.lastIndex(of: "/")
      if case .watched(let watch) = inotify.add(String(path), for: Self.interest) {
        let name = missing.map { $0[$0.index(after: $0.lastIndex(of: "/") ?? $0.startIndex)...] }
        state.names[watch, default: []].insert(name.map(String.init) ?? Self.anything)
        return missing
      }
      guard let slash, path != "/" else { return missing }
      missing = path
      path = slash == path.startIndex ? "/" : path[..<slash]
    }
  }
}
