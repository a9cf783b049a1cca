/// The published contract: what the files beside this one say, for the programs that keep it.
///
/// The XML is installed with the daemon; a test holds it, the daemon's tables and the live answers equal.
public enum Contract {
  /// The release that daemon and client are of (Semantic Versioning).
  public static let version = "0.1.0"

  /// Every published interface, sorted by name.
  public static let interfaces: [ContractInterface] = [
    ContractInterface(
      name: InterfaceNames.mediaPlayer, embedded: PackageResources.org_mpris_MediaPlayer2_xml),
    ContractInterface(
      name: InterfaceNames.player, embedded: PackageResources.org_mpris_MediaPlayer2_Player_xml),
    ContractInterface(name: InterfaceNames.library, embedded: PackageResources.org_soulplayer_Library_xml),
    ContractInterface(
      name: InterfaceNames.operation, embedded: PackageResources.org_soulplayer_Operation_xml),
    ContractInterface(name: InterfaceNames.queue, embedded: PackageResources.org_soulplayer_Queue_xml),
    ContractInterface(name: InterfaceNames.source, embedded: PackageResources.org_soulplayer_Source_xml),
    ContractInterface(name: InterfaceNames.sources, embedded: PackageResources.org_soulplayer_Sources_xml),
  ]
}
