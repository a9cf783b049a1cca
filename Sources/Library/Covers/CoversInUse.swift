/// The covers that tracks have.
public struct CoversInUse: Hashable, Sendable {
  /// Those of this device's files: where one is missing, reading the files again brings it back.
  public var own: Set<CoverKey> = []
  /// Those that came from a server alone: they are fetched again when they are shown.
  public var fetched: Set<CoverKey> = []

  public var all: Set<CoverKey> { own.union(fetched) }
}
