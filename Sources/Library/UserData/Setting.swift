/// What a person set over the bus and finds again after the next start; it wins over the configuration.
public enum Setting: String, Sendable, CaseIterable {
  /// 0…1 as decimal text.
  case volume
  /// The folders that `config.toml` named at the last start, a line each: only new ones are taken up.
  case configuredFolders = "configured_folders"
  /// The ids of the sources that were signed in to when the keyring could tell, parted by commas.
  case signedInSources = "signed_in_sources"
  /// The ids of sources that were signed out or removed while the keyring could not delete what it has of them.
  case tokensToDelete = "tokens_to_delete"
}
