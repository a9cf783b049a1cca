/// The names on the session bus; one connection owns both.
public enum BusNames {
  public static let service = "org.soulplayer"
  public static let player = "org.mpris.MediaPlayer2.soulplayer"
}
