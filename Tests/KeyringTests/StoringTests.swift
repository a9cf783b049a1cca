import Foundation
import Keyring
import TestKit
import Testing

/// What an unlocked keyring keeps.
@Suite(.timeLimit(.minutes(1)))
struct StoringTests {
  @Test("A secret is read back, overwritten and deleted")
  func wayOfASecret() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    #expect(await fixture.lookUp() == .success(nil))
    try await fixture.store.store("first", for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success("first"))
    try await fixture.store.store("second", for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success("second"))
    try await fixture.store.delete(fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success(nil))
    try await fixture.store.delete(fixture.item, mayPrompt: false)
  }

  @Test(
    "Any text is a secret",
    arguments: ["", "a", "pä€ß🎵\u{202E}x", "a\nb\0c", String(repeating: "eyJhbGciOiJIUzI1NiJ9", count: 410)])
  func anySecret(_ secret: String) async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store(secret, for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success(secret))
  }

  @Test(
    "Any text names an item",
    arguments: ["", " ", "ä€🎵\u{202E}", "a'b\"c\\d%s=;&", "x\ny", String(repeating: "user", count: 1000)])
  func anyName(_ name: String) async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    let item = KeyringItem(source: .max, server: "http://[::1]:80/\(name)", username: name, kind: .access)
    try await fixture.store.store("secret", for: item, mayPrompt: false)
    #expect(try await fixture.store.secret(for: item, mayPrompt: false) == "secret")
    #expect(await fixture.lookUp() == .success(nil))
  }

  @Test("A name that the service would cut off is refused")
  func nulInName() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    let item = KeyringItem(source: 2, server: "https://music.example", username: "alice\0bob", kind: .refresh)
    let refusal = KeyringError.failed(
      reason: "the server's address or the user name has a NUL character in it")
    await #expect(throws: refusal) { try await fixture.store.store("secret", for: item, mayPrompt: false) }
    await #expect(throws: refusal) { try await fixture.store.secret(for: item, mayPrompt: false) }
    await #expect(throws: refusal) { try await fixture.store.delete(item, mayPrompt: false) }
  }

  @Test("Sources with the same server and user keep their own, and are deleted apart")
  func twoSources() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    let items = [2, 22].flatMap { source in
      [KeyringItemKind.access, .refresh].map {
        KeyringItem(source: source, server: "https://music.example", username: "alice", kind: $0)
      }
    }
    for item in items {
      try await fixture.store.store("\(item.source) \(item.kind)", for: item, mayPrompt: false)
    }
    try await fixture.store.delete(source: 2, mayPrompt: false)
    var found: [String?] = []
    for item in items { found.append(try await fixture.store.secret(for: item, mayPrompt: false)) }
    #expect(found == [nil, nil, "22 access", "22 refresh"])
  }

  @Test("What is stored outlives the service, and nothing of it is in the clear in its files")
  func restart() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("canary-7d1f", for: fixture.item, mayPrompt: false)
    await fixture.keyring.kill()
    try await fixture.keyring.startUnlocked()
    #expect(await fixture.lookUp() == .success("canary-7d1f"))
    let file = "\(fixture.keyring.filesDirectory)/login.keyring"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    #expect(bytes.count > 100)
    #expect(bytes.range(of: Data("canary-7d1f".utf8)) == nil)
  }

  @Test("A hundred calls at once are all answered")
  func manyCalls() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    let items = (0..<100).map {
      KeyringItem(source: $0 % 10, server: "https://music.example", username: "alice", kind: .refresh)
    }
    for item in items.prefix(10) {
      try await fixture.store.store("\(item.source)", for: item, mayPrompt: false)
    }
    let store = fixture.store
    let found = try await withThrowingTaskGroup(of: Bool.self) { group in
      for item in items {
        group.addTask { try await store.secret(for: item, mayPrompt: false) == "\(item.source)" }
      }
      return try await group.reduce(0) { $1 ? $0 + 1 : $0 }
    }
    #expect(found == 100)
  }
}
