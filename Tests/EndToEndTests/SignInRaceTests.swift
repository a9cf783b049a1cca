import Foundation
import TestKit
import Testing

/// Sign-ins, sign-outs and removals that cross each other: player and keyring agree in the end.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct SignInRaceTests {
  @Test("Sign-ins and sign-outs in any order leave the player and the keyring of one mind")
  func crossing() async throws {
    let home = try await KeyringHome(signsIn: false)
    var daemon = home.daemon
    for _ in 0..<5 {
      try await withThrowingDiscardingTaskGroup { group in
        for number in 0..<6 {
          group.addTask {
            if number % 2 == 0 {
              try await home.logIn()
            } else {
              try await home.session.soulctl("source", "logout", "Bird")
            }
          }
        }
      }
      let isSignedIn = try await home.isSignedIn()
      // What is on its way to the keyring is there by the end.
      try await home.stop(daemon)
      #expect(try await home.keyring.count("source", "2") == (isSignedIn ? 1 : 0))
      daemon = try await home.session.startDaemon()
      #expect(try await home.isSignedIn() == isSignedIn)
      home.expireAccess()
      #expect(try await home.sync().exit == (isSignedIn ? .status(0) : .status(6)))
    }
    daemon.send(SIGTERM)
  }

  @Test("A removal in the midst of sign-ins leaves no token behind")
  func removal() async throws {
    let home = try await KeyringHome(signsIn: false)
    for _ in 1...8 {
      try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<2 { group.addTask { try await home.logIn() } }
        group.addTask { try await home.session.soulctl("source", "remove", "Bird") }
      }
      try await home.session.soulctl(
        "source", "add", "Bird", home.server.url, "--username", StandInServer.username)
    }
    try await home.stop(home.daemon)
    for number in 2...10 {
      #expect(try await home.keyring.count("source", "\(number)") == 0, "source \(number)")
    }
  }

  @Test("A removal while the server thinks about the password lets nobody in")
  func removedMeanwhile() async throws {
    let home = try await KeyringHome(signsIn: false)
    let gate = TestGate()
    home.server.intercept { [server = home.server] request in
      request.path == "/api/auth/login" ? server.soundReply(to: request).held(by: gate) : nil
    }
    async let login = home.logIn()
    _ = try await gate.arrivals.event(0)
    try await home.session.soulctl("source", "remove", "Bird")
    gate.open()
    #expect(try await login.exit != .status(0))
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 0, "source", "2")
  }

  @Test("Of two sign-ins the one that was asked for last counts, whichever the server answers first")
  func twice() async throws {
    let home = try await KeyringHome(signsIn: false)
    let gate = TestGate()
    home.server.intercept { [server = home.server] request in
      guard request.path == "/api/auth/login", server.count(request.path) == 1 else { return nil }
      return server.soundReply(to: request).held(by: gate)
    }
    async let first = home.logIn()
    _ = try await gate.arrivals.event(0)
    #expect(try await home.logIn().exit == .status(0))
    gate.open()
    #expect(try await first.exit != .status(0))
    #expect(try await home.isSignedIn())
    #expect(try await home.sync().exit == .status(0))
    try await home.stop(home.daemon)
    try await home.keyring.until(count: 1, "source", "2")
  }
}
