import Contract
import Model
import Testing

/// The contract's words, as soulctl and the daemon use them.
@Suite struct VocabularyTests {
  @Test func `badges are the library's`() {
    #expect(BadgeNames.all == Badge.allCases.map(\.rawValue))
  }

  @Test func `field names are snake case, as scripts know them`() {
    for name in FieldName.allCases {
      #expect(name.rawValue.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(name)")
    }
  }

  @Test func `the XML names every order and badge that a filter takes`() throws {
    let library = try #require(Contract.interfaces.first { $0.name == InterfaceNames.library })
    let names = OrderNames.tracks + OrderNames.albums + OrderNames.artists + OrderNames.playlists
    for name in names + BadgeNames.all {
      #expect(library.xml.contains("\"\(name)\""), "\(name)")
    }
  }
}
