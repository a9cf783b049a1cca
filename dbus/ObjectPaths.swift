/// The objects of both bus names.
public enum ObjectPaths {
  public static let mediaPlayer = "/org/mpris/MediaPlayer2"
  public static let service = "/org/soulplayer"
  /// MPRIS: the track id where there is no track.
  public static let noTrack = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
  /// No object: the front, the end or nothing, as the method says.
  public static let none = "/"

  /// - Parameter number: a source's id; 1 is this device.
  public static func source(_ number: Int64) -> String { "/org/soulplayer/sources/\(number)" }

  /// - Parameter number: a queue entry's number, never used again.
  public static func entry(_ number: UInt64) -> String { "/org/soulplayer/entries/\(number)" }

  /// - Parameter number: an operation's number, never used again.
  public static func operation(_ number: UInt64) -> String { "/org/soulplayer/operations/\(number)" }
}
