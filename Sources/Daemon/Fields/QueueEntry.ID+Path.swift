import Bus
import Contract
import Model

extension QueueEntry.ID {
  /// The entry's object path, which is its `mpris:trackid`.
  var path: ObjectPath {
    ObjectPath(stringLiteral: ObjectPaths.entry(UInt64(rawValue)))
  }

  /// - Parameter path: `nil` for whatever is no entry's path.
  init?(path: ObjectPath) {
    guard let last = path.rawValue.split(separator: "/").last, let number = Int64(last), number > 0 else {
      return nil
    }
    self.init(rawValue: number)
    guard self.path == path else { return nil }
  }
}
