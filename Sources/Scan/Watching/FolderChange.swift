/// What a watch has noticed since it told the last time.
public enum FolderChange: Hashable, Sendable {
  /// In these folders, which may be gone, something is another: each with all below it is worth a scan.
  case folders(Set<String>)
  /// More happened than the kernel keeps: every folder is worth a scan.
  case everything
}
