import Glibc

/// What a path leads to, whatever it is called: device and inode, symbolic links followed.
struct FileIdentity: Hashable {
  let device: UInt64
  let inode: UInt64
  let isDirectory: Bool
  let isRegularFile: Bool
  /// Bytes.
  let size: Int64

  /// `nil` where the path leads nowhere.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    isRegularFile = status.st_mode & S_IFMT == S_IFREG
    size = Int64(status.st_size)
  }
}
