import CConcurrency

/// The memory of the process that the C library holds.
public enum ProcessHeap {
  /// Gives large blocks back as soon as they are freed, and keeps few heaps.
  ///
  /// By itself glibc keeps a heap a thread, and what was freed in it, in ever larger blocks. For a process that takes
  /// megabytes for milliseconds; to be called once, before the first thread.
  public static func bound() {
    let isTaken = soul_bound_heap(2, 1 << 20, 4 << 20)
    precondition(isTaken != 0, "mallopt refused a limit")
  }

  /// Gives what was freed back to the system, which takes milliseconds where that is much.
  public static func trim() {
    soul_trim_heap()
  }
}
