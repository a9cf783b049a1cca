/// What a person set over the bus and finds again after the next start; it wins over the configuration.
public enum Setting: String, Sendable, CaseIterable {
  /// 0…1 as decimal text.
  case volume
}
