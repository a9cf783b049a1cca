import Bus
import Testing

/// Records, which are written in the wire format: libdbus on both sides has to find in them what was put in.
@Suite(.timeLimit(.minutes(2))) struct RecordTests {
  private struct Item {
    var name = "Ä𝄞"
    var parts: [String] = []
    var isGood = true
  }

  @Test func arriveAsTheyWereWritten() async throws {
    let items = [
      Item(parts: ["a", "", "ccccc"]), Item(name: "", isGood: false), Item(name: "a\0b"),
      Item(name: String(repeating: "x", count: 100_000), parts: Array(repeating: "y", count: 1000)),
    ]
    let stage = try await Stage(methods: [
      Method("List", out: "items", "total", "text", "good") { (_) -> (RecordList, UInt64, String, Bool) in
        (RecordList(items, Self.write), 1 << 40, "total", true)
      }
    ])
    let reply = try await stage.call("List", of: Stage.interface)
    #expect(reply == [items.map(Self.map).busValue, .uint64(1 << 40), .string("total"), .boolean(true)])
    await stage.close()
  }

  @Test func arriveAloneAndEmpty() async throws {
    let stage = try await Stage(methods: [
      Method("One", out: "item") { (_) -> Record in Record(Item(), Self.write) },
      Method("Empty", out: "item") { (_) -> Record in Record(Item()) { _, _ in } },
      Method("None", out: "items") { (_) -> RecordList in RecordList([Item](), Self.write) },
      Method("NoneAndTotal", out: "items", "total") { (_) -> (RecordList, UInt64) in
        (RecordList([Item](), Self.write), 7)
      },
    ])
    #expect(try await stage.call("One", of: Stage.interface) == [Self.map(Item()).busValue])
    #expect(try await stage.call("Empty", of: Stage.interface) == [VariantMap().busValue])
    #expect(try await stage.call("None", of: Stage.interface) == [[VariantMap]().busValue])
    #expect(
      try await stage.call("NoneAndTotal", of: Stage.interface) == [[VariantMap]().busValue, .uint64(7)])
    await stage.close()
  }

  /// The connection lives on, which libdbus would end for a message that is none.
  @Test func answerAnErrorWhereTheyAreTooLarge() async throws {
    let text = String(repeating: "x", count: 1 << 20)
    let stage = try await Stage(methods: [
      Method("Large", in: "count", out: "items") { (_, count: Int64) -> RecordList in
        RecordList(Array(repeating: Item(name: text), count: Int(count)), Self.write)
      }
    ])
    for count: Int64 in [65, 130] {
      #expect(
        await stage.errorName("Large", of: Stage.interface, [.int64(count)])
          == "org.freedesktop.DBus.Error.Failed")
    }
    let reply: [VariantMap] = try await stage.proxy.call("Large", [.int64(2)], returning: [VariantMap].self)
    #expect(reply.map { $0["name"] } == [.string(text), .string(text)])
    await stage.close()
  }

  private static func write(_ item: Item, to record: inout RecordWriter) {
    record.set("good", item.isGood)
    record.set("name", item.name)
    record.set("parts", item.parts)
    record.set("paths", [ObjectPath]())
    record.set("small", UInt32(7))
    record.set("negative", Int64.min)
    record.set("numbers", [UInt64.max, 1])
    record.set("half", 0.5)
    record.set("path", "/a/b" as ObjectPath)
    record.set("nested", records: item.parts) { part, record in
      record.set("part", part)
      record.set("flags", [true, false])
    }
    record.set("none", records: [Item](), write)
  }

  private static func map(_ item: Item) -> VariantMap {
    [
      "good": item.isGood.busValue, "name": .string(item.name.replacing("\0", with: "\u{FFFD}")),
      "parts": item.parts.busValue, "paths": [ObjectPath]().busValue, "small": .uint32(7),
      "negative": .int64(.min), "numbers": [UInt64.max, 1].busValue, "half": .double(0.5),
      "path": .objectPath("/a/b"),
      "nested": item.parts.map { ["part": $0.busValue, "flags": [true, false].busValue] }.busValue,
      "none": [VariantMap]().busValue,
    ]
  }
}
