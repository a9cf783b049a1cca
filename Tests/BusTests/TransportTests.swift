import TestKit
import Testing

@testable import Bus

/// In which order messages reach the bus while it is too busy to read them.
@Suite(.timeLimit(.minutes(1))) struct TransportTests {
  private static let interface: InterfaceName = "org.example.Sender"
  private static let ordinary: MemberName = "Ordinary"
  private static let urgent: MemberName = "Urgent"

  private static func signal(_ member: MemberName, _ number: Int) throws -> Message {
    let message = Message(signal: member, of: interface, at: "/")
    try message.append([.int64(Int64(number))], as: "x")
    return message
  }

  /// What a client hears of a transport that sends these signals while the bus stands still: members and numbers.
  private func heard(
    _ count: Int, after send: (Transport) throws -> Void
  ) async throws -> [(member: MemberName, number: Int64)] {
    let bus = try await PrivateBus()
    let listener = try await BusConnection.open(.address(bus.address))
    var signals = try await listener.signals(SignalMatch(interface: Self.interface)).makeAsyncIterator()
    let transport = try Transport(address: bus.address, limit: .seconds(30))
    bus.freeze()
    try send(transport)
    bus.thaw()
    transport.flush(until: .now + .seconds(30))
    var heard: [(MemberName, Int64)] = []
    while heard.count < count, let signal = await signals.next() {
      guard case .int64(let number)? = signal.arguments.first else { continue }
      heard.append((signal.member, number))
    }
    await listener.close()
    return heard
  }

  @Test func writesNoMoreThanABusyBusReadsInATurn() async throws {
    let heard = try await heard(101) { transport in
      for number in 0..<100 { transport.send(try Self.signal(Self.ordinary, number)) }
      #expect(transport.isCongested)
      transport.sendAhead(try Self.signal(Self.urgent, 0))
    }
    let place = try #require(heard.firstIndex { $0.member == Self.urgent })
    #expect((1..<50).contains(place))
    #expect(heard.filter { $0.member == Self.ordinary }.map(\.number) == Array(0..<100))
  }

  @Test func letsNeitherKindWaitForAllOfTheOther() async throws {
    let heard = try await heard(1000) { transport in
      for number in 0..<500 { transport.sendAhead(try Self.signal(Self.urgent, number)) }
      for number in 0..<500 { transport.send(try Self.signal(Self.ordinary, number)) }
    }
    for member in [Self.urgent, Self.ordinary] {
      #expect(heard.filter { $0.member == member }.map(\.number) == Array(0..<500))
      #expect(heard.prefix(400).count { $0.member == member } > 100)
    }
  }
}
