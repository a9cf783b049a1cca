import Bus
import Contract
import Foundation
import TestKit
import Testing

@testable import soulctl

/// Commands after which nothing plays.
@Suite(.timeLimit(.minutes(1))) struct PlayFailureTests {
  private static let sentence = "“Blue Train” can't be had now."

  private func daemon(
    badge: String, before: String, after: String, error: String = sentence
  ) async throws -> StandInDaemon {
    try await StandInDaemon { state in
      state.queue = [["id": .uint64(7), "title": .string("Blue Train"), "badge": .string(badge)]]
      state.playbackStatus = before
      state.lastError = "An old error."
      state.outcome = (after, error)
    }
  }

  @Test(arguments: ["play", "toggle", "previous"])
  func `what is out of reach is said, with its own exit status`(command: String) async throws {
    let daemon = try await daemon(badge: "offline", before: "Stopped", after: "Stopped")
    let text = try await daemon.soulctl(command)
    #expect(text.exit == .status(5))
    #expect(text.output.isEmpty)
    #expect(text.errors == "soulctl: \(Self.sentence)\n")
    let script = try await daemon.soulctl(command, "--json")
    #expect(script.exit == .status(5))
    #expect(
      try JSONDecoder().decode([String: String].self, from: Data(script.output.utf8))
        == ["error": ErrorName.offline.rawValue, "message": Self.sentence])
  }

  @Test func `another reason than being out of reach is a failure like others`() async throws {
    let daemon = try await daemon(badge: "local", before: "Stopped", after: "Stopped")
    let text = try await daemon.soulctl("play")
    #expect(text.exit == .status(1))
    #expect(text.errors == "soulctl: \(Self.sentence)\n")
  }

  @Test func `where something else plays instead, that is success with a warning`() async throws {
    let daemon = try await daemon(badge: "local", before: "Stopped", after: "Playing")
    let text = try await daemon.soulctl("play")
    #expect(text.exit == .status(0))
    #expect(text.output.hasPrefix("Playing: Blue Train"))
    #expect(text.errors == "soulctl: \(Self.sentence)\n")
  }

  @Test(arguments: [("play", "Playing"), ("toggle", "Paused"), ("pause", "Playing"), ("stop", "Playing")])
  func `an error of before is not told again`(command: String, after: String) async throws {
    let daemon = try await daemon(
      badge: "offline", before: "Playing", after: after, error: "An old error.")
    let text = try await daemon.soulctl(command)
    #expect(text.exit == .status(0))
    #expect(text.errors.isEmpty, "\(text.errors)")
  }
}
