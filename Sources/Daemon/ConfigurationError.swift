/// What can be wrong with `config.toml`.
public enum ConfigurationError: Error {}
