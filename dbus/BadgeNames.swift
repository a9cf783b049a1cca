/// What `badge` of a track or a filter may be: from where the track would be played.
public enum BadgeNames {
  /// It can't be had now.
  public static let offline = "offline"
  public static let all = ["local", "cached", "server", offline]
}
