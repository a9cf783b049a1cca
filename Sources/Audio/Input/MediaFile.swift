import CGStreamer
import Glibc

/// A file that was checked: regular, readable, not the kernel's, not empty.
struct MediaFile: Sendable {
  let uri: String
  /// `nil` where the first bytes alone don't tell.
  let type: MediaType?

  /// - Parameter path: absolute.
  init(path: String) throws(AudioError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(file: path) }
    // Non-blocking, because the name may have become a pipe's since: then `fstat` tells.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(file: path) }
    let isKernels = soul_is_kernel_file(descriptor)
    guard isKernels >= 0 else { throw Self.failure(path, errno) }
    guard isKernels == 0 else { throw .notRegularFile(file: path) }
    guard status.st_size > 0 else { throw .damaged(name: path, reason: "it is empty") }
    guard let encoded = gst_filename_to_uri(path, nil) else {
      throw .unreadable(file: path, reason: "the path is not absolute")
    }
    defer { g_free(encoded) }
    uri = String(cString: encoded)
    type = MediaType(of: descriptor)
  }

  private static func failure(_ path: String, _ code: Int32) -> AudioError {
    switch code {
    case ENOENT, ENOTDIR: .notFound(file: path)
    default: .unreadable(file: path, reason: String(cString: strerror(code)))
    }
  }
}
