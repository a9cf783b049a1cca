import Glibc

/// How many files and connections the process may have open.
enum OpenFileLimit {
  /// A connection and the file that goes out on it are two, and the library has its own.
  private static let wanted = rlim_t(ConnectionLimits.connections * 2 + 512)

  /// Raises what a login session gives, as far as it may be raised.
  static func raise() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else {
      return
    }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    // Where it is refused, connections beyond the old limit wait.
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
