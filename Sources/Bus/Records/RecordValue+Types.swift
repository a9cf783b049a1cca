extension Bool: RecordValue {
  public static var alignment: Int { 4 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(number: UInt32(self ? 1 : 0))
  }
}

extension UInt32: RecordValue {
  public static var alignment: Int { 4 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(number: self)
  }
}

extension Int64: RecordValue {
  public static var alignment: Int { 8 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(number: self)
  }
}

extension UInt64: RecordValue {
  public static var alignment: Int { 8 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(number: self)
  }
}

extension Double: RecordValue {
  public static var alignment: Int { 8 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(number: self)
  }
}

extension String: RecordValue {
  public static var alignment: Int { 4 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(self)
  }
}

extension ObjectPath: RecordValue {
  public static var alignment: Int { 4 }

  public func write(to record: inout RecordWriter) {
    record.wire.append(rawValue)
  }
}

extension Array: RecordValue where Element: RecordValue {
  public static var alignment: Int { 4 }

  public func write(to record: inout RecordWriter) {
    let array = record.wire.beginArray(alignedTo: Element.alignment)
    for element in self { element.write(to: &record) }
    record.wire.end(array)
  }
}
