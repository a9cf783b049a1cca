import Foundation

extension Error {
  /// What the system says, where Foundation only says that something could not be completed.
  var systemReason: String {
    guard let underlying = (self as? CocoaError)?.underlying as? POSIXError else {
      return localizedDescription
    }
    return String(cString: strerror(underlying.code.rawValue))
  }
}
