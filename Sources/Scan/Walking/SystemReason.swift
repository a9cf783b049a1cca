import Glibc

/// What an `errno` means for the person whose file or folder it is about.
enum SystemReason {
  static func of(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "no permission to read it; give yourself read access to it"
    case ENOENT, ENOTDIR: "it is not there (any more)"
    case ELOOP: "its symbolic links lead in a circle"
    case ENAMETOOLONG: "its path is too long; move it further up"
    case EMFILE, ENFILE: "too many files are open; close some programs and scan again"
    case ENOSPC, EDQUOT: "there is no space left on the disk; free some and scan again"
    case EIO: "the disk reports an error; check its health"
    default: String(cString: strerror(code))
    }
  }
}
