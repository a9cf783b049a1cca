/// The type codes that libdbus' functions name containers and others by. (Swift sees its macros only in part.)
enum DBusType {
  static let array = Int32(UInt8(ascii: "a"))
  static let structure = Int32(UInt8(ascii: "r"))
  static let entry = Int32(UInt8(ascii: "e"))
  static let variant = Int32(UInt8(ascii: "v"))
  static let signature = Int32(UInt8(ascii: "g"))
  static let unixFD = Int32(UInt8(ascii: "h"))
  /// No value: the end of what an iterator goes over.
  static let none: Int32 = 0
}
