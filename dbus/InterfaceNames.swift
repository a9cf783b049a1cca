/// The interfaces of the contract.
public enum InterfaceNames {
  /// MPRIS 2.2, root.
  public static let mediaPlayer = "org.mpris.MediaPlayer2"
  /// MPRIS 2.2, player.
  public static let player = "org.mpris.MediaPlayer2.Player"
  public static let library = "org.soulplayer.Library"
  public static let queue = "org.soulplayer.Queue"
  public static let sources = "org.soulplayer.Sources"
  public static let source = "org.soulplayer.Source"
  public static let operation = "org.soulplayer.Operation"
}
