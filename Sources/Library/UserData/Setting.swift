/// What a person set over the bus and finds again after the next start; it wins over the configuration.
public enum Setting: String, Sendable, CaseIterable {
  /// 0…1 as decimal text.
  case volume
  /// The folders that `config.toml` named at the last start, a line each: only new ones are taken up.
  case configuredFolders = "configured_folders"
}
