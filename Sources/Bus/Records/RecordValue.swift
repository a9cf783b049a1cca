/// What a record can hold.
public protocol RecordValue: BusConvertible {
  /// The bytes of which a value's place in a message is a multiple (the specification's chapter "Marshaling").
  static var alignment: Int { get }

  /// Appends this value to the one that `record` has begun.
  func write(to record: inout RecordWriter)
}
