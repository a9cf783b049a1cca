internal import CSecret

/// How a call of libsecret's ended that did not succeed.
enum SecretServiceFailure: Error {
  /// Its cancellable was triggered, or the person dismissed what the service asked.
  case cancelled
  /// No service, and none that the bus could start.
  case absent
  /// libsecret, or a function of it.
  case missing(name: String)
  /// The collection or the item is locked, or the service wanted to ask the person where that was not allowed.
  case locked
  /// Whatever else, a session that the service no longer knows among it.
  case failed(reason: String)

  private init(_ error: UnsafeMutablePointer<GError>) {
    let domain = error.pointee.domain
    let code = UInt32(bitPattern: error.pointee.code)
    switch domain {
    case soul_io_error_quark() where code == G_IO_ERROR_CANCELLED.rawValue: self = .cancelled
    case _ where soul_is_locked_error(error) != 0: self = .locked
    case soul_dbus_error_quark() where Self.absence.contains(code): self = .absent
    default:
      soul_dbus_error_strip_remote_error(error)
      self = .failed(reason: error.pointee.message.map { String(cString: $0) } ?? "without a reason")
    }
  }

  /// What the bus answers where nobody owns the service's name and nothing could be started for it.
  private static let absence = Set(
    [
      G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SPAWN_EXEC_FAILED,
      G_DBUS_ERROR_SPAWN_FORK_FAILED, G_DBUS_ERROR_SPAWN_CHILD_EXITED, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
      G_DBUS_ERROR_SPAWN_FAILED, G_DBUS_ERROR_SPAWN_SETUP_FAILED, G_DBUS_ERROR_SPAWN_CONFIG_INVALID,
      G_DBUS_ERROR_SPAWN_SERVICE_INVALID, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
      G_DBUS_ERROR_SPAWN_PERMISSIONS_INVALID, G_DBUS_ERROR_SPAWN_FILE_INVALID,
    ].map(\.rawValue))

  /// Makes one call, and turns the error that it leaves into one of ours.
  static func check<Answer>(
    _ call: (UnsafeMutablePointer<UnsafeMutablePointer<GError>?>) -> Answer
  ) throws(SecretServiceFailure) -> Answer {
    var error: UnsafeMutablePointer<GError>?
    let answer = call(&error)
    guard let error else { return answer }
    defer { g_error_free(error) }
    throw SecretServiceFailure(error)
  }
}
