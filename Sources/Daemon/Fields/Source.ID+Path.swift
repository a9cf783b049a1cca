import Bus
import Contract
import Model

extension Source.ID {
  var path: ObjectPath { ObjectPath(stringLiteral: ObjectPaths.source(rawValue)) }

  /// - Throws: `BusFailure` `NotFound` for a path that no source ever has.
  init(path: ObjectPath) throws(BusFailure) {
    guard let id = Source.ID(ofSourceAt: path) else {
      throw BusFailure(.notFound, "\(path) is no source; “soulctl sources” shows them.")
    }
    self = id
  }

  /// - Returns: `nil` for a path that no source ever has.
  init?(ofSourceAt path: ObjectPath) {
    guard let last = path.rawValue.split(separator: "/").last, let number = Int64(last), number > 0,
      ObjectPaths.source(number) == path.rawValue
    else { return nil }
    self.init(rawValue: number)
  }

  /// - Parameter path: a source's, or "/" for none.
  static func orNone(_ path: ObjectPath) throws(BusFailure) -> Source.ID? {
    path.rawValue == ObjectPaths.none ? nil : try Source.ID(path: path)
  }
}
