import Glibc
import Synchronization

/// Holds how a process ended for everybody who wants to know it.
final class ExitLatch: Sendable {
  private struct State {
    var exit: ProcessExit?
    var actions: [@Sendable (ProcessExit) -> Void] = []
  }

  private let process: pid_t
  private let state = Mutex(State())

  init(process: pid_t) {
    self.process = process
  }

  var exit: ProcessExit? {
    state.withLock { $0.exit }
  }

  /// Sends a signal, unless the process has ended: its number could be somebody else's by then.
  func send(_ signal: Int32) {
    state.withLock { state in
      if state.exit == nil { kill(process, signal) }
    }
  }

  /// Runs the action at the end of the process, or at once where it has ended.
  func whenSet(_ action: @escaping @Sendable (ProcessExit) -> Void) {
    let exit = state.withLock { state in
      if state.exit == nil { state.actions.append(action) }
      return state.exit
    }
    if let exit { action(exit) }
  }

  /// Waits on this thread for the end of the process.
  func reap() {
    var information = siginfo_t()
    // It stays a zombie, and its number ours, until the lock is held.
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    let (exit, actions) = state.withLock { state in
      var status: Int32 = 0
      waitpid(process, &status, 0)
      let signal = status & 0x7F
      let exit: ProcessExit = signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
      state.exit = exit
      defer { state.actions = [] }
      return (exit, state.actions)
    }
    for action in actions { action(exit) }
  }
}
