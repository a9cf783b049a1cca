import Glibc

/// Writes values in the wire format (the specification's chapter "Marshaling"), in this machine's byte order.
///
/// libdbus' own functions take several calls a value. Where a reply holds tens of thousands of them, this is what keeps
/// it quick; libdbus checks the whole afterwards as it checks what is received.
struct WireWriter {
  /// An array whose end is not written yet.
  struct OpenArray {
    fileprivate let lengthOffset: Int
    fileprivate let start: Int
  }

  private(set) var bytes: [UInt8]

  init(bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// - Parameter alignment: a power of two.
  mutating func align(to alignment: Int) {
    let padding = -bytes.count & (alignment - 1)
    if padding > 0 { bytes.append(contentsOf: repeatElement(0, count: padding)) }
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends a number of any size, aligned to it.
  mutating func append<Number: BitwiseCopyable>(number: Number) {
    align(to: MemoryLayout<Number>.size)
    // The bytes of a number without padding, read while it is there.
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  /// Appends a string; each NUL, which the bus can't carry, as U+FFFD.
  mutating func append(_ string: String) {
    var string = string
    let isWritten = string.withUTF8 { text in
      if let start = text.baseAddress, memchr(start, 0, text.count) != nil { return false }
      append(number: UInt32(truncatingIfNeeded: text.count))
      bytes.append(contentsOf: text)
      bytes.append(0)
      return true
    }
    if !isWritten { append(string.withoutNUL) }
  }

  mutating func append(_ signature: Signature) {
    bytes.append(UInt8(truncatingIfNeeded: signature.rawValue.utf8.count))
    bytes.append(contentsOf: signature.rawValue.utf8)
    bytes.append(0)
  }

  /// Appends a value without parts; a file descriptor, which goes beside the bytes, is none of them.
  mutating func append(basic value: BusValue) {
    switch value {
    case .byte(let byte): append(byte)
    case .boolean(let boolean): append(number: UInt32(boolean ? 1 : 0))
    case .int16(let number): append(number: number)
    case .uint16(let number): append(number: number)
    case .int32(let number): append(number: number)
    case .uint32(let number): append(number: number)
    case .int64(let number): append(number: number)
    case .uint64(let number): append(number: number)
    case .double(let number): append(number: number)
    case .string(let string): append(string)
    case .objectPath(let path): append(path.rawValue)
    case .signature(let signature): append(signature)
    case .unixFD, .array, .structure, .dictionary, .variant:
      preconditionFailure("behind records there are only values without parts, not \"\(value.signature)\"")
    }
  }

  /// Appends what stands in the format already, and began there at a multiple of eight.
  mutating func append(encoded: [UInt8]) {
    align(to: 8)
    bytes.append(contentsOf: encoded)
  }

  /// Begins an array. What is appended until `end` are its elements.
  /// - Parameter alignment: the elements'.
  mutating func beginArray(alignedTo alignment: Int) -> OpenArray {
    append(number: UInt32(0))
    let lengthOffset = bytes.count - 4
    align(to: alignment)
    return OpenArray(lengthOffset: lengthOffset, start: bytes.count)
  }

  mutating func end(_ array: OpenArray) {
    // An array of another length than it says is refused by libdbus with all else that is too large.
    let length = UInt32(truncatingIfNeeded: bytes.count - array.start)
    withUnsafeBytes(of: length) {
      bytes.replaceSubrange(array.lengthOffset..<array.lengthOffset + 4, with: $0)
    }
  }
}
