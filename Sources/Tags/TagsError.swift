import Glibc

/// Why a file's tags can't be had. Each case names the file; `message` is a sentence for the person who has it.
public enum TagsError: Error, Equatable, Sendable {
  /// What stands at a path where a regular file is due.
  public enum FileKind: String, Sendable {
    case directory = "a folder"
    case fifo = "a named pipe"
    case socket = "a socket"
    case device = "a device"
  }

  /// Nothing is there, or it went away before it was read.
  case missing(path: String)
  case denied(path: String)
  /// Only regular files are ever opened: a pipe or a device may block for ever.
  case notRegular(path: String, FileKind)
  case empty(path: String)
  /// The content is none of the formats that the library takes in, whatever the name says.
  case unsupported(path: String)
  /// A cover whose content is none, or too large for one.
  case notPicture(path: String)
  /// The content is one of our formats but broken.
  case damaged(path: String, reason: String)
  /// The system could not open or read the file.
  case unreadable(path: String, reason: String)

  public var path: String {
    switch self {
    case .missing(let path), .denied(let path), .notRegular(let path, _), .empty(let path),
      .unsupported(let path), .notPicture(let path), .damaged(let path, _), .unreadable(let path, _):
      path
    }
  }

  /// What is wrong, without the path: one clause that goes beside it in a report.
  public var reason: String {
    switch self {
    case .missing: "the file is not there (any more)"
    case .denied: "no permission to read the file; give yourself read access to it"
    case .notRegular(_, let kind): "\(kind.rawValue) is not a music file"
    case .empty: "the file is empty (0 bytes); copy it again from where it came"
    case .unsupported:
      "the content is not FLAC, MP3, Ogg Vorbis, Opus, M4A, WAV, AIFF or WavPack, whatever the name says"
    case .notPicture: "the content is no JPEG, PNG or WebP picture of at most 16 MiB"
    case .damaged(_, let reason): "\(reason); copy it again from where it came"
    case .unreadable(_, let reason): "the file can't be read: \(reason)"
    }
  }

  public var message: String { "\(path): \(reason)." }

  init(errno code: Int32, path: String) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .missing(path: path)
      case EACCES, EPERM: .denied(path: path)
      case ELOOP: .unreadable(path: path, reason: "its symbolic links lead in a circle")
      default: .unreadable(path: path, reason: String(cString: strerror(code)))
      }
  }
}

extension TagsError: CustomStringConvertible {
  public var description: String { message }
}
