import Glibc
import Library
import Model
import Tags

/// Sorts the entries of one open directory into what the scan cares for, with one `fstatat` a music file.
struct DirectoryEntryCollector {
  let descriptor: Int32
  private var entries: [DirectoryListing.Entry] = []
  private var cover: (rank: Int, name: String, stamp: FileStamp)?

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  mutating func take(_ entry: UnsafeMutablePointer<dirent>) {
    // The kernel ends each name with NUL within the entry that `readdir` gave out and that lives until its next call.
    withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      let length = strlen(UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
      let bytes = UnsafeRawBufferPointer(start: tuple, count: length)
      take(name: bytes, type: Int(entry.pointee.d_type))
    }
  }

  private mutating func take(name bytes: UnsafeRawBufferPointer, type: Int) {
    // Hidden: `.Trash-1000`, `.stfolder`, and `.` and `..` themselves.
    guard let first = bytes.first, first != UInt8(ascii: ".") else { return }
    let isMusic = MusicFileName.isMusic(bytes)
    let isPicture = !isMusic && MusicFileName.mayBeCover(bytes)
    guard isMusic || isPicture || type == DT_DIR || type == DT_LNK || type == DT_UNKNOWN else { return }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      entries.append(.failure(name: shown, reason: "the name is not UTF-8; rename it"))
      return
    }
    if type == DT_DIR {
      entries.append(.folder(name: name))
      return
    }
    var status = stat()
    guard fstatat(descriptor, name, &status, 0) == 0 else {
      takeFailure(name: name, isMusic: isMusic, code: errno)
      return
    }
    take(name: name, status, isLink: type == DT_LNK || (type == DT_UNKNOWN && isLink(name)), isMusic: isMusic)
    if isPicture, status.st_mode & S_IFMT == S_IFREG { takeCover(name: name, FileStamp(status)) }
  }

  private mutating func take(name: String, _ status: stat, isLink: Bool, isMusic: Bool) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      entries.append(isLink ? .link(name: name, nil) : .folder(name: name))
    case S_IFREG where isMusic:
      entries.append(isLink ? .link(name: name, FileStamp(status)) : .file(name: name, FileStamp(status)))
    case S_IFREG:
      break
    default:
      guard isMusic else { return }
      entries.append(.failure(name: name, reason: "a pipe, a socket or a device is not a music file"))
    }
  }

  private mutating func takeFailure(name: String, isMusic: Bool, code: Int32) {
    guard isMusic else { return }
    guard code == ENOENT || code == ELOOP else {
      entries.append(.unreadable(name: name, reason: SystemReason.of(code)))
      return
    }
    // What went away since the directory was read is no failure; a link that leads nowhere is.
    guard isLink(name) else { return }
    let reason = code == ENOENT ? "the symbolic link leads nowhere" : SystemReason.of(code)
    entries.append(.failure(name: name, reason: reason))
  }

  private mutating func takeCover(name: String, _ stamp: FileStamp) {
    guard let rank = FolderCover.rank(of: name) else { return }
    if let cover, (cover.rank, cover.name) <= (rank, name) { return }
    cover = (rank, name, stamp)
  }

  private func isLink(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  consuming func finish() -> (entries: [DirectoryListing.Entry], coverName: String?, coverStamp: Int64) {
    let sorted = entries.map { (key: $0.sortsAs, entry: $0) }
      .sorted { PathOrder.precedes($0.key, $1.key) }
      .map(\.entry)
    return (sorted, cover?.name, cover.map { CoverStamp.of(name: $0.name, $0.stamp) } ?? 0)
  }
}
