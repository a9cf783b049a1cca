extension KeyringError {
  init(_ failure: SecretServiceFailure) {
    self =
      switch failure {
      case .cancelled: .timedOut
      case .absent: .absent
      case .missing(let name): .libraryMissing(name: name)
      case .locked: .locked
      case .failed(let reason): .failed(reason: reason)
      }
  }
}
