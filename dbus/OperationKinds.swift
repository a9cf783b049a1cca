/// What `Kind` of an operation may be.
public enum OperationKinds {
  public static let `import` = "import"
  public static let add = "add"
  public static let remove = "remove"
  public static let signIn = "sign-in"
  public static let sync = "sync"
  public static let check = "check"
}
