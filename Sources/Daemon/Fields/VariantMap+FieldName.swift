import Bus
import Contract

extension VariantMap {
  /// Sets a field of the vocabulary; `nil` leaves it out.
  subscript(_ name: FieldName) -> (any BusConvertible)? {
    get { self[name.rawValue] }
    set { self[name.rawValue] = newValue?.busValue }
  }

  /// Sets a key of MPRIS' metadata; `nil` and an empty list leave it out.
  subscript(metadata key: MetadataKey) -> (any BusConvertible)? {
    get { self[key.rawValue] }
    set {
      if let list = newValue as? [String], list.isEmpty { return }
      self[key.rawValue] = newValue?.busValue
    }
  }
}
