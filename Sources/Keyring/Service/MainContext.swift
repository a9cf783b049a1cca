internal import CSecret

/// The main context that GLib delivers a session's answers and signals to.
///
/// With the process' default context, which nothing here iterates, signals would pile up for ever.
final class MainContext {
  private let pointer = g_main_context_new()

  deinit {
    g_main_context_unref(pointer)
  }

  /// Does what makes GLib use this context, then delivers what is left.
  func perform<Answer, Failure: Error>(_ work: () throws(Failure) -> Answer) throws(Failure) -> Answer {
    g_main_context_push_thread_default(pointer)
    defer {
      while g_main_context_iteration(pointer, 0) != 0 {}
      g_main_context_pop_thread_default(pointer)
    }
    return try work()
  }
}
