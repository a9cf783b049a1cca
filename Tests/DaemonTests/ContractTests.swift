import Bus
import Contract
import Foundation
import Library
import TestKit
import Testing

@testable import Daemon

/// The tables, the published XML and the live answers say the same, both ways.
@Suite(.timeLimit(.minutes(1))) struct ContractTests {
  @Test func everyObjectAnswersWhatIsPublished() async throws {
    let fixture = try await ServicesFixture()
    let published = try Dictionary(
      uniqueKeysWithValues: Contract.interfaces.map {
        ($0.name, try InterfaceOutline.all(in: $0.xml)[$0.name])
      })

    let reply = try await fixture.client.call(
      fixture.owner, at: "/org/soulplayer", interface: "org.soulplayer.Library", member: "Import",
      arguments: [[fixture.folder.path].busValue, VariantMap().busValue])
    let operation = try #require(reply.first.flatMap(ObjectPath.init(busValue:)))

    var answered: [String: InterfaceOutline] = [:]
    for path in ["/org/mpris/MediaPlayer2", "/org/soulplayer", "/org/soulplayer/sources/1", operation] {
      let reply = try await fixture.client.call(
        fixture.owner, at: path, interface: "org.freedesktop.DBus.Introspectable", member: "Introspect")
      let live = try #require(reply.first.flatMap(String.init(busValue:)))
      for (name, outline) in try InterfaceOutline.all(in: live) where !name.hasPrefix("org.freedesktop.DBus.")
      {
        answered[name] = outline
      }
    }
    #expect(Set(answered.keys) == Set(published.keys))
    for (name, outline) in answered {
      #expect(outline == published[name] ?? nil, "\(name)")
    }
    try await fixture.end()
  }

  @Test func clientsAndLibraryKnowTheSameOrders() {
    #expect(OrderNames.tracks == TrackOrder.allCases.map(\.rawValue))
    #expect(OrderNames.albums == AlbumOrder.allCases.map(\.rawValue))
  }
}
