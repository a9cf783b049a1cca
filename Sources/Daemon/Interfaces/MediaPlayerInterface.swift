import Bus
import Contract
import Model

/// MPRIS 2.2 `org.mpris.MediaPlayer2`.
enum MediaPlayerInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.mediaPlayer)

  /// - Parameter quit: begins the end of the daemon and returns.
  static func make(quit: @escaping @Sendable () -> Void) -> Interface {
    Interface(
      name,
      methods: [
        Method("Raise") { (_: Call) in },
        Method("Quit") { (_: Call) in quit() },
      ],
      properties: [
        Property("CanQuit", Bool.self),
        Property(
          "Fullscreen", Bool.self,
          write: { (_: Call, wanted: Bool) in
            guard !wanted else {
              throw BusFailure.invalidArguments("Soul Player has no window: CanSetFullscreen is false.")
            }
          }),
        Property("CanSetFullscreen", Bool.self),
        Property("CanRaise", Bool.self),
        Property("HasTrackList", Bool.self),
        Property("Identity", String.self),
        Property("DesktopEntry", String.self),
        Property("SupportedUriSchemes", [String].self),
        Property("SupportedMimeTypes", [String].self),
      ])
  }

  static var values: [MemberName: BusValue] {
    [
      "CanQuit": true.busValue,
      "Fullscreen": false.busValue,
      "CanSetFullscreen": false.busValue,
      "CanRaise": false.busValue,
      "HasTrackList": false.busValue,
      "Identity": "Soul Player".busValue,
      "DesktopEntry": "soulplayer".busValue,
      "SupportedUriSchemes": PlayableURI.schemes.busValue,
      "SupportedMimeTypes": AudioFormat.allCases.flatMap(\.mimeTypes).busValue,
    ]
  }
}
