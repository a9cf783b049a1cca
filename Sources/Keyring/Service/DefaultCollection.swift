internal import CSecret

/// The collection that the person keeps new secrets in, as it was found.
final class DefaultCollection {
  let pointer: OpaquePointer
  private let session: SecretServiceSession

  /// Takes over a reference.
  init(owning pointer: OpaquePointer, of session: SecretServiceSession) {
    self.pointer = pointer
    self.session = session
  }

  deinit {
    session.perform { g_object_unref(UnsafeMutableRawPointer(pointer)) }
  }

  var isLocked: Bool { soul_secret_collection_get_locked(pointer) != 0 }
}
