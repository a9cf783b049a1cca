internal import CSecret

extension SecretServiceSession {
  /// Finds what is stored under our schema with these attributes, locked or not. Asks nobody.
  func items(
    matching attributes: [String: String], until cancellation: Cancellation
  ) throws(SecretServiceFailure) -> [StoredItem] {
    let attributes = SecretAttributes(attributes)
    let list = try perform { () throws(SecretServiceFailure) in
      try SecretServiceFailure.check { error in
        soul_tokens_search(service, attributes.table, cancellation.pointer, error)
      }
    }
    defer { g_list_free(list) }
    return sequence(first: list) { $0?.pointee.next }
      .prefix { $0 != nil }
      .compactMap { $0?.pointee.data }
      .map { StoredItem(owning: OpaquePointer($0), of: self) }
  }

  /// Reads the secret of an item that is not locked.
  func text(of item: StoredItem, until cancellation: Cancellation) throws(SecretServiceFailure) -> String {
    try perform { () throws(SecretServiceFailure) in
      _ = try SecretServiceFailure.check { error in
        soul_secret_item_load_secret_sync(item.pointer, cancellation.pointer, error)
      }
      guard let value = soul_secret_item_get_secret(item.pointer) else { throw .locked }
      // The last reference wipes the bytes, and the item has the other one.
      defer { soul_secret_value_unref(value) }
      var count: gsize = 0
      let bytes = UnsafeRawPointer(soul_secret_value_get(value, &count))
      guard
        let text = String(validating: UnsafeRawBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
      else { throw .failed(reason: "the stored secret is not text") }
      return text
    }
  }

  /// Stores a secret in place of the one that the collection has under the same attributes.
  func store(
    _ secret: String, for item: KeyringItem, in collection: DefaultCollection,
    until cancellation: Cancellation
  ) throws(SecretServiceFailure) {
    let attributes = SecretAttributes(item.attributes)
    // The bytes are copied into memory that is wiped when it is released. A C string, since an empty buffer has no address.
    let value = secret.withCString { soul_secret_value_new($0, gssize(secret.utf8.count), "text/plain") }
    defer { soul_secret_value_unref(value) }
    let stored = try perform { () throws(SecretServiceFailure) in
      try SecretServiceFailure.check { error in
        soul_token_create(
          collection.pointer, attributes.table, item.label, value, cancellation.pointer, error)
      }
    }
    guard let stored else { throw .failed(reason: "libsecret named no item") }
    perform { g_object_unref(UnsafeMutableRawPointer(stored)) }
  }

  func delete(_ item: StoredItem, until cancellation: Cancellation) throws(SecretServiceFailure) {
    _ = try perform { () throws(SecretServiceFailure) in
      try SecretServiceFailure.check { error in
        soul_secret_item_delete_sync(item.pointer, cancellation.pointer, error)
      }
    }
  }
}
