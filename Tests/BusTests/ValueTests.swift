import Bus
import Testing

@Suite struct ValueTests {
  @Test func namesItsType() {
    #expect(["a"].busValue.signature == "as")
    #expect(
      BusValue.structure([.byte(1), .array([], of: "a{sv}"), .variant(.boolean(true))]).signature
        == "(yaa{sv}v)")
    #expect(["a": UInt64(1)].busValue.signature == "a{st}")
    #expect(VariantMap.busSignature == "a{sv}")
    #expect([VariantMap].busSignature == "aa{sv}")
    #expect(BusValue.busSignature == "v")
  }

  @Test func comparesDictionariesWithoutOrder() {
    func map(_ keys: String...) -> BusValue {
      .dictionary(
        BusDictionary(
          keys.map { .init(key: .string($0), value: .int32(1)) }, key: "s", value: "i"))
    }
    #expect(map("a", "b") == map("b", "a"))
    #expect(map("a", "b").hashValue == map("b", "a").hashValue)
    #expect(map("a", "a") != map("a", "b"))
    #expect(map("a") != map("a", "a"))
    #expect(map() != .dictionary(BusDictionary([], key: "s", value: "u")))
  }

  @Test func convertsBothWays() {
    #expect(Int64(busValue: .int64(5)) == 5)
    #expect(Int64(busValue: .int32(5)) == nil)
    #expect([String](busValue: ["a", "b"].busValue) == ["a", "b"])
    #expect([String](busValue: [1 as Int32].busValue) == nil)
    #expect([String](busValue: .array([], of: "i")) == nil)
    let map: VariantMap = ["limit": .uint32(3), "text": .string("x")]
    #expect(VariantMap(busValue: map.busValue) == map)
    #expect(BusValue(busValue: .variant(.byte(1))) == .byte(1))
    #expect(BusValue(busValue: .byte(1)) == nil)
  }

  @Test func lastEntryOfAKeyCounts() {
    let twice = BusDictionary(
      [.init(key: .string("a"), value: .int32(1)), .init(key: .string("a"), value: .int32(2))], key: "s",
      value: "i")
    #expect([String: Int32](busValue: .dictionary(twice)) == ["a": 2])
    #expect(twice["a"] == .int32(1))
    #expect(twice["b"] == nil)
  }

  @Test func writesJSON() {
    let dictionary = BusDictionary(
      [
        .init(key: .string("title"), value: .variant(.string("\"Ä\\\n\u{1}\u{1F3B5}"))),
        .init(key: .string("artist"), value: .variant(["A", "B"].busValue)),
        .init(key: .string("id"), value: .variant(.uint64(.max))),
        .init(key: .string("rating"), value: .variant(.double(.nan))),
        .init(
          key: .string("at"), value: .variant(.structure([.boolean(true), .objectPath("/a"), .int64(.min)]))),
      ], key: "s", value: "v")
    #expect(
      BusValue.dictionary(dictionary).jsonText()
        == #"{"title":"\"Ä\\\n\u0001🎵","artist":["A","B"],"id":18446744073709551615,"rating":null,"at":[true,"/a",-9223372036854775808]}"#
    )
    #expect(["b": Int32(1), "a": 2].busValue.jsonText(sortingKeys: true) == #"{"a":2,"b":1}"#)
    #expect(BusValue.double(0.5).jsonText() == "0.5")
    #expect(
      BusValue.dictionary(
        BusDictionary([.init(key: .uint32(7), value: .byte(255))], key: "u", value: "y")
      ).jsonText() == #"{"7":255}"#)
  }
}
