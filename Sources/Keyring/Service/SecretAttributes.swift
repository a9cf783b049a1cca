internal import CSecret

/// Attributes as libsecret takes them.
final class SecretAttributes {
  let table = soul_attributes_new()

  init(_ attributes: [String: String]) {
    for (name, value) in attributes { soul_attributes_set(table, name, value) }
  }

  deinit {
    g_hash_table_unref(table)
  }
}
