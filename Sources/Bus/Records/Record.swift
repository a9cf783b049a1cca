/// A record as one result of a method: `a{sv}`.
public struct Record: BusResult {
  public static let busSignature = Signature.variantMap
  private let encoded: [UInt8]

  /// - Parameter write: writes `item` as a record.
  public init<Item>(_ item: Item, _ write: (Item, inout RecordWriter) -> Void) {
    var writer = RecordWriter()
    writer.append(item, write)
    encoded = writer.wire.bytes
  }

  public func append(to body: inout ReplyBody) {
    body.append(encoded: encoded)
  }
}
