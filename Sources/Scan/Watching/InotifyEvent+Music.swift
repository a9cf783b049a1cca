import Executors
import Glibc

/// What an event means for a scan.
extension InotifyEvent {
  var isMove: Bool { has(IN_MOVE_SELF) }
  var isOfWatchedFolder: Bool { has(IN_MOVE_SELF | IN_DELETE_SELF) || has(IN_UNMOUNT) }

  /// A folder in the watched one came, went, or may be read now; hidden ones are no matter.
  var isFolder: Bool { has(IN_ISDIR) && isVisibleEntry }

  var isCreation: Bool { has(IN_CREATE) }

  /// A file that a scan would care for.
  var concernsMusic: Bool {
    guard !has(IN_ISDIR), isVisibleEntry else { return false }
    var name = name
    return name.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return MusicFileName.isMusic(bytes) || MusicFileName.mayBeCover(bytes)
    }
  }

  /// Something came or went that may be a symbolic link to a folder: the kernel tells of links as of files.
  var mayBeFolderLink: Bool {
    !has(IN_ISDIR) && has(IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM) && isVisibleEntry
  }

  private var isVisibleEntry: Bool { !name.isEmpty && !name.hasPrefix(".") }
}
