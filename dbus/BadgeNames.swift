/// What `badge` of a track or a filter may be: from where the track would be played.
public enum BadgeNames {
  public static let all = ["local", "cached", "server", "offline"]
}
