import Glibc

/// What a thread asks the system for itself.
enum CurrentThread {
  /// `SCHED_IDLE`, which Swift's Glibc module does not have.
  private static let idlePolicy: Int32 = 5

  /// A name is for people who debug: a thread without one works as well.
  static func setName(_ name: String) {
    // (Swift's Glibc module has no pthread_setname_np.)
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, name, name.utf8.count)
    close(file)
  }

  /// Leaves signals to the other threads, so that none interrupts a wait or a C library here.
  static func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&signals, fault) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Has the system run the thread only where a processor has nothing else to do, and let it go at once where somebody
  /// wakes up (sched(7), SCHED_IDLE). There is no way back for a program without privileges.
  static func becomeIdle() {
    var parameters = sched_param()
    // Where a sandbox refuses it the thread works as any other.
    sched_setscheduler(0, idlePolicy, &parameters)
  }
}
