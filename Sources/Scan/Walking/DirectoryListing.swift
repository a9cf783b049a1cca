import Glibc
import Model

/// What one directory holds, in the order of the paths' bytes, with every file's `stat`.
struct DirectoryListing {
  enum Entry {
    case folder(name: String)
    /// A symbolic link to a folder or to a music file.
    case link(name: String, FileStamp?)
    case file(name: String, FileStamp)
    /// Not to be had; a known file of this name counts as gone.
    case failure(name: String, reason: String)
    /// The system can't tell what it is; a known file of this name keeps its state.
    case unreadable(name: String, reason: String)
  }

  /// Tells a directory from all others.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  struct Failure: Error {
    /// The system's `errno`.
    let code: Int32
  }

  let identity: Identity
  let entries: [Entry]
  let coverName: String?
  let coverStamp: Int64

  /// Lists a directory.
  init(path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    guard let directory = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw Failure(code: code)
    }
    defer { closedir(directory) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))

    var collector = DirectoryEntryCollector(descriptor: descriptor)
    errno = 0
    while let entry = readdir(directory) {
      collector.take(entry)
      errno = 0
    }
    guard errno == 0 else { throw Failure(code: errno) }
    (entries, coverName, coverStamp) = collector.finish()
  }
}

extension DirectoryListing.Entry {
  var name: String {
    switch self {
    case .folder(let name), .link(let name, _), .file(let name, _), .failure(let name, _),
      .unreadable(let name, _):
      name
    }
  }

  /// Where the entry, with all below it, comes among the paths.
  var sortsAs: String {
    switch self {
    case .folder(let name), .link(let name, nil): name + "/"
    case .link(let name, _), .file(let name, _), .failure(let name, _), .unreadable(let name, _): name
    }
  }
}
