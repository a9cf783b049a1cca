import Library

/// A cover whose file is there, and that the library has yet to be told of.
struct WrittenCover {
  let cover: FetchedCover
  /// What plays needs no patience: others go for it, however young.
  let isPlayed: Bool
  /// The file was not there before.
  let isNewFile: Bool
}
