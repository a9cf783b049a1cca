/// What is wrong with `config.toml`: the daemon doesn't start with it.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  public let file: String
  /// From 1; `nil` where the file as a whole is meant.
  public let line: Int?
  /// A sentence on what is wrong there and what would be right.
  public let sentence: String

  public var description: String {
    [file, line.map(String.init)].compactMap { $0 }.joined(separator: ":") + ": " + sentence
  }
}
