/// This version of the program.
public enum Release {
  public static let version = "0.1.0"
}
