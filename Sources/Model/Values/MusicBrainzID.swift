/// The ids of MusicBrainz: UUIDs.
public enum MusicBrainzID {
  /// - Returns: the id in lower case; `nil` for what taggers that found none leave there.
  public static func normalised(_ text: String) -> String? {
    let id = text.lowercased()
    let groups = id.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
      groups.allSatisfy({ $0.allSatisfy(\.isHexDigit) })
    else { return nil }
    return id
  }
}
