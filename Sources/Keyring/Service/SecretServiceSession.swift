internal import CSecret

/// An encrypted session with the Secret Service, on a connection of its own.
///
/// Its calls block until the service has answered or their cancellation is triggered. It is made, used and released by
/// one thread at a time.
final class SecretServiceSession {
  // Registered once each: a class can't be registered twice.
  private static let quietType = soul_quiet_service_type()
  private static let promptingType = soul_prompting_service_type()

  private let bus: SessionBus
  let service: OpaquePointer
  private let context: MainContext

  private init(bus: SessionBus, service: OpaquePointer, context: MainContext) {
    self.bus = bus
    self.service = service
    self.context = context
  }

  deinit {
    // What the service's last reference leaves behind has to be delivered as well, or its context is never freed.
    perform { g_object_unref(UnsafeMutableRawPointer(service)) }
  }

  /// - Parameters:
  ///   - address: of the bus; `nil` stands for this session's.
  ///   - mayPrompt: whether the service may ask the person. Where it may not, what needs it fails as `.locked`.
  /// - Throws: `.absent`, `.cancelled`, `.failed`.
  static func open(
    on address: String?, mayPrompt: Bool, until cancellation: Cancellation
  ) throws(SecretServiceFailure) -> SecretServiceSession {
    let bus = try SessionBus.connect(to: address, until: cancellation)
    let context = MainContext()
    let service = try context.perform { () throws(SecretServiceFailure) in
      try SecretServiceFailure.check { error in
        soul_service_open(
          mayPrompt ? promptingType : quietType, bus.pointer, cancellation.pointer, error)
      }
    }
    guard let service else { throw .failed(reason: "libsecret opened no session") }
    return SecretServiceSession(bus: bus, service: service, context: context)
  }

  func perform<Answer, Failure: Error>(_ work: () throws(Failure) -> Answer) throws(Failure) -> Answer {
    try context.perform(work)
  }

  /// Waits, for a moment at most, until the service has seen to what it was sent: a call that was cancelled may have been
  /// on its way already, and whoever cancelled it wants to undo what it did.
  func settle() {
    bus.askService(milliseconds: 80, until: Cancellation())
  }

  /// - Throws: `.absent` where the service has none.
  func defaultCollection(until cancellation: Cancellation) throws(SecretServiceFailure) -> DefaultCollection {
    let collection = try perform { () throws(SecretServiceFailure) in
      try SecretServiceFailure.check { error in
        soul_default_collection(service, cancellation.pointer, error)
      }
    }
    guard let collection else { throw .absent }
    return DefaultCollection(owning: collection, of: self)
  }

  /// - Throws: `.locked` and `.absent` among others.
  func unlockedCollection(until cancellation: Cancellation) throws(SecretServiceFailure) -> DefaultCollection
  {
    let collection = try defaultCollection(until: cancellation)
    guard !collection.isLocked else { throw .locked }
    return collection
  }

  /// Asks the person to unlock what is locked.
  /// - Throws: `.cancelled` where not all of it is unlocked now.
  func unlock(
    _ items: [StoredItem], _ collection: DefaultCollection, until cancellation: Cancellation
  ) throws(SecretServiceFailure) {
    var locked = items.filter(\.isLocked).map { UnsafeMutableRawPointer($0.pointer) }
    if collection.isLocked { locked.append(UnsafeMutableRawPointer(collection.pointer)) }
    guard !locked.isEmpty else { return }
    let count = try perform { () throws(SecretServiceFailure) in
      var list: UnsafeMutablePointer<GList>?
      for object in locked { list = g_list_prepend(list, object) }
      defer { g_list_free(list) }
      return try SecretServiceFailure.check { error in
        soul_secret_service_unlock_sync(service, list, cancellation.pointer, error)
      }
    }
    guard Int(count) == locked.count else { throw .cancelled }
  }
}
