internal import Glibc

/// Keeps what this process holds in memory, tokens among it, out of core dumps.
public enum CoreDumps {
  /// To be called once at the start of a program that will hold secrets; programs that it starts inherit it.
  ///
  /// A limit of 0 prevents files. Where the kernel hands dumps to a program the limit is that program's to respect, so
  /// the kernel is also told to leave out all memory: what it hands over then is registers and notes. The process
  /// stays dumpable in name: one that is not can't be told from a sandboxed one by portals and PipeWire, which refuse
  /// it or restrict it.
  public static func excludeMemory() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    limit.rlim_cur = 0
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    let file = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "0", 1)
    close(file)
  }
}
