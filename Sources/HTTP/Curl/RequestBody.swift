import CCurl

/// What a request sends, at one place in memory for as long as it is sent; overwritten when it goes.
final class RequestBody {
  let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ content: [UInt8]) {
    // At least one byte, so that there is an address.
    bytes = .allocate(capacity: max(content.count, 1))
    bytes.initialize(repeating: 0)
    _ = bytes.update(fromContentsOf: content)
    count = content.count
  }

  let count: Int

  deinit {
    soul_erase(bytes.baseAddress, bytes.count)
    bytes.deallocate()
  }
}
