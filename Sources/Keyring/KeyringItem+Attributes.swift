extension KeyringItem {
  /// What it is stored and found under.
  var attributes: [String: String] {
    ["source": "\(source)", "server": server, "username": username, "kind": kind.rawValue]
  }

  /// - Throws: `KeyringError.failed` where an attribute would be cut off: they end at a NUL.
  func check() throws(KeyringError) {
    guard attributes.values.allSatisfy({ !$0.utf8.contains(0) }) else {
      throw .failed(reason: "the server's address or the user name has a NUL character in it")
    }
  }
}
