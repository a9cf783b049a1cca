import Glibc

/// One event as the kernel wrote it (inotify(7)).
struct InotifyEvent {
  let watch: Int32
  private let mask: UInt32
  /// The entry of the watched folder that it is about; empty where it is about the folder itself.
  let name: String
  private let isMusicName: Bool

  init(watch: Int32, mask: UInt32, name bytes: UnsafeRawBufferPointer) {
    self.watch = watch
    self.mask = mask
    name = String(decoding: bytes, as: UTF8.self)
    isMusicName = MusicFileName.isMusic(bytes) || MusicFileName.mayBeCover(bytes)
  }

  var isOverflow: Bool { has(IN_Q_OVERFLOW) }
  var isEndOfWatch: Bool { has(IN_IGNORED) }
  var isMove: Bool { has(IN_MOVE_SELF) }
  var isOfWatchedFolder: Bool { has(IN_MOVE_SELF) || has(IN_DELETE_SELF) || has(IN_UNMOUNT) }

  /// A folder in the watched one came, went, or may be read now; hidden ones are no matter.
  var isFolder: Bool { has(IN_ISDIR) && !name.isEmpty && !name.hasPrefix(".") }

  var isCreation: Bool { has(IN_CREATE) }

  /// A file that a scan would care for.
  var concernsMusic: Bool { !has(IN_ISDIR) && isMusicName && !name.hasPrefix(".") }

  /// Something came or went that may be a symbolic link to a folder: the kernel tells of links as of files.
  var mayBeFolderLink: Bool {
    !has(IN_ISDIR) && has(IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM) && !name.isEmpty
      && !name.hasPrefix(".")
  }

  private func has(_ flag: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flag) != 0 }
}
