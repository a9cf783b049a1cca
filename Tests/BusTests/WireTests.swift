import Bus
import Glibc
import TestKit
import Testing

/// Values on a real bus and back.
@Suite(.timeLimit(.minutes(2))) struct WireTests {
  /// A service whose one method answers with what it gets.
  private func echo() async throws -> Stage {
    try await Stage(methods: [
      Method("Echo", in: "value", out: "value") { (_, value: BusValue) async throws -> BusValue in value }
    ])
  }

  @Test(arguments: [
    BusValue.byte(255), .boolean(true), .boolean(false), .int16(.min), .uint16(.max), .int32(.min),
    .uint32(.max), .int64(.min), .uint64(.max), .double(-0.5), .string(""), .string("Ä\u{1F3B5}"),
    .objectPath("/a/b"), .signature("a{sv}"), .signature(""), .array([], of: "(sa{sv})"),
    .array([.int32(1), .int32(2)], of: "i"), .array([.array([], of: "s"), ["x"].busValue], of: "as"),
    .structure([.byte(1), .structure([.string("a")]), .array([.byte(1), .byte(2)], of: "y")]),
    ["a": BusValue.int32(1), "b": .variant(.string("c"))].busValue, .variant(.variant(.byte(1))),
    .dictionary(
      BusDictionary(
        [.init(key: .uint32(1), value: .structure([.string("x"), .boolean(true)]))], key: "u", value: "(sb)")),
  ])
  func carries(_ value: BusValue) async throws {
    let stage = try await echo()
    #expect(try await stage.call("Echo", of: Stage.interface, [.variant(value)]) == [.variant(value)])
    await stage.close()
  }

  @Test func replacesNUL() async throws {
    let stage = try await echo()
    let reply = try await stage.proxy.call("Echo", [.variant(.string("a\0b\0"))], returning: BusValue.self)
    #expect(reply == .string("a\u{FFFD}b\u{FFFD}"))
    await stage.close()
  }

  @Test func carriesAMegabyte() async throws {
    let stage = try await echo()
    let text = BusValue.string(String(repeating: "ä", count: 1 << 20))
    #expect(try await stage.proxy.call("Echo", [.variant(text)], returning: BusValue.self) == text)
    await stage.close()
  }

  @Test func carriesTheDeepestAndRefusesDeeper() async throws {
    let stage = try await echo()
    func nested(_ levels: Int) -> BusValue {
      (0..<levels).reduce(BusValue.byte(1)) { value, _ in .variant(value) }
    }
    #expect(try await stage.call("Echo", of: Stage.interface, [nested(64)]) == [nested(64)])
    await #expect(throws: BusError.unencodable("the value is nested deeper than 64 levels")) {
      try await stage.call("Echo", of: Stage.interface, [nested(65)])
    }
    // The connection has taken no harm.
    #expect(try await stage.call("Echo", of: Stage.interface, [nested(2)]) == [nested(2)])
    await stage.close()
  }

  @Test(arguments: [
    BusValue.array([.int32(1)], of: "s"), .array([.int32(1)], of: "ii"), .array([], of: ""),
    .structure([]), .array([["a"].busValue, [Int32(1)].busValue], of: "as"),
    .dictionary(BusDictionary([.init(key: .byte(1), value: .byte(1))], key: "s", value: "y")),
    .dictionary(BusDictionary([], key: "as", value: "y")),
    .dictionary(BusDictionary([], key: "s", value: "yy")),
    .array([.structure([.byte(1)]), .structure([.byte(1), .byte(2)])], of: "(y)"),
    .structure(Array(repeating: .byte(1), count: 300)),
  ])
  func refusesWhatHasNoType(_ value: BusValue) async throws {
    let stage = try await echo()
    for value in [value, .variant(value)] {
      let error = await #expect(throws: BusError.self) {
        try await stage.call("Echo", of: Stage.interface, [value])
      }
      guard case .unencodable = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(try await stage.call("Echo", of: Stage.interface, [.variant(.byte(1))]) == [.variant(.byte(1))])
    await stage.close()
  }

  @Test func refusesWhatIsTooLarge() async throws {
    let stage = try await echo()
    let element = BusValue.string(String(repeating: "x", count: 1 << 20))
    await #expect(throws: BusError.unencodable("an array is larger than 64 MiB")) {
      try await stage.call(
        "Echo", of: Stage.interface, [.variant(.array(Array(repeating: element, count: 64), of: "s"))])
    }
    await #expect(throws: BusError.unencodable("the message is larger than 128 MiB")) {
      try await stage.call("Echo", of: Stage.interface, Array(repeating: element, count: 128))
    }
    #expect(try await stage.call("Echo", of: Stage.interface, [.variant(.byte(1))]) == [.variant(.byte(1))])
    await stage.close()
  }

  @Test func answersAnErrorForAReplyThatCannotBeSent() async throws {
    let stage = try await Stage(methods: [
      Method("Broken", out: "value") { (_) async throws -> BusValue in .structure([]) }
    ])
    #expect(await stage.errorName("Broken", of: Stage.interface) == "org.freedesktop.DBus.Error.Failed")
    await stage.close()
  }

  @Test func carriesDescriptors() async throws {
    let stage = try await Stage(methods: [
      Method("Read", in: "file", out: "text") { (_, file: UnixFD) async throws -> String in
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(file.descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
      }
    ])
    let ends = try openPipe()
    try #require(write(ends[1], "secret", 6) == 6)
    close(ends[1])
    let reply = try await stage.call("Read", of: Stage.interface, [.unixFD(UnixFD(owning: ends[0]))])
    #expect(reply == [.string("secret")])
    await #expect(throws: BusError.self) {
      try await stage.call("Read", of: Stage.interface, [.unixFD(UnixFD(owning: -1))])
    }
    await stage.close()
  }

  @Test func closesDescriptorsThatNobodyTakes() async throws {
    let stage = try await Stage(methods: [Method("Nothing") { (_) async throws in }])
    let ends = try openPipe()
    let name = await stage.errorName("Nothing", of: Stage.interface, [.unixFD(UnixFD(owning: ends[1]))])
    #expect(name == "org.freedesktop.DBus.Error.InvalidArgs")
    // The last copy of the writing end was the service's: without it the pipe is at its end. The bus' own copy
    // goes as well, but only some time after the reply.
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 0)
    close(ends[0])
    await stage.close()
  }

  @Test func refusesADescriptorThatIsNotAttached() async throws {
    let calls = Counter()
    let stage = try await Stage(methods: [
      Method("Read", in: "file") { (_, _: UnixFD) async throws in await calls.add() }
    ])
    let raw = try RawClient(address: stage.bus.address)
    let call = try raw.callWithoutItsDescriptor("Read", of: Stage.interface.rawValue, at: Stage.path.rawValue)
    #expect(await raw.replies(1) == [call])
    #expect(await calls.count == 0)
    #expect(try await stage.call("Ping", of: "org.freedesktop.DBus.Peer") == [])
    await stage.close()
  }

  /// A pipe that no program inherits that another test starts meanwhile.
  private func openPipe() throws -> [Int32] {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
    return ends
  }
}
