/// A local integer key of one kind of thing: a track's can't be handed where an album's is due.
///
/// Ids are rows' keys in the library and never reused.
public struct Identifier<Entity>: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension Identifier: CustomStringConvertible {
  public var description: String { String(rawValue) }
}
