internal import CSecret

/// An item of the service's, as it was found.
final class StoredItem {
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

  var isLocked: Bool { soul_secret_item_get_locked(pointer) != 0 }

  /// When it was last changed, in seconds since 1970.
  var modified: UInt64 { UInt64(soul_secret_item_get_modified(pointer)) }
}
