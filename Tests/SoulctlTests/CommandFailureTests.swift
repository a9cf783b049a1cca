import Contract
import Testing

@testable import soulctl

@Suite struct CommandFailureTests {
  @Test(
    arguments: [
      (ErrorName.offline, 5), (.unreachable, 5), (.notFound, 4), (.notSignedIn, 6), (.signInRefused, 6),
      (.keyringLocked, 6), (.keyringUnavailable, 6), (.insecure, 1), (.notPlayable, 1), (.conflict, 1),
      (.storageFull, 1), (.failed, 1),
    ] as [(ErrorName, Int32)])
  func `the shell is told what kind of failure it was`(name: ErrorName, status: Int32) {
    #expect(CommandFailure.refused(name: name.rawValue, message: "").exitStatus.rawValue == status)
  }

  @Test func `what is wrong on this side has its own status`() {
    #expect(CommandFailure.noSessionBus(reason: "").exitStatus.rawValue == 3)
    #expect(CommandFailure.noDaemon(reason: "").exitStatus.rawValue == 3)
    #expect(CommandFailure.daemonGone.exitStatus.rawValue == 3)
    #expect(CommandFailure.usage("").exitStatus.rawValue == 2)
    #expect(CommandFailure.notFound("").exitStatus.rawValue == 4)
    #expect(CommandFailure.impossible("").exitStatus.rawValue == 1)
    #expect(
      CommandFailure.refused(name: "org.freedesktop.DBus.Error.InvalidArgs", message: "").exitStatus.rawValue
        == 1)
  }
}
