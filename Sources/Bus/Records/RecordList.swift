/// Records as one result of a method: `aa{sv}`.
public struct RecordList: BusResult {
  public static let busSignature = Signature(unchecked: "aa{sv}")
  private let encoded: [UInt8]

  /// - Parameter write: writes one of `items` as a record.
  public init<Item>(_ items: [Item], _ write: (Item, inout RecordWriter) -> Void) {
    var writer = RecordWriter()
    writer.append(items, write)
    encoded = writer.wire.bytes
  }

  public func append(to body: inout ReplyBody) {
    body.append(encoded: encoded)
  }
}
