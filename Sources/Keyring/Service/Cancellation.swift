internal import CSecret

/// Ends the calls that it is given to, from any thread. To be made once `SecretLibrary` is loaded.
// GCancellable is made to be triggered on one thread while another one waits, and the pointer never changes.
final class Cancellation: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<GCancellable>?

  init() {
    pointer = soul_cancellable_new()
  }

  deinit {
    g_object_unref(pointer)
  }

  func trigger() {
    soul_cancellable_cancel(pointer)
  }
}
