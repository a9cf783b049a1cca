import Testing

@testable import Bus

@Suite struct NameTests {
  @Test(arguments: ["/", "/a", "/org/mpris/MediaPlayer2", "/a_1/B2"])
  func takesPaths(_ text: String) {
    #expect(ObjectPath(text)?.rawValue == text)
  }

  @Test(arguments: ["", "a", "/a/", "//", "/a-b", "/ä", "/a\0b", "/a b"])
  func refusesPaths(_ text: String) {
    #expect(ObjectPath(text) == nil)
  }

  @Test(arguments: ["", "s", "a{sv}", "(ss)a(ii)", "aa{sv}"])
  func takesSignatures(_ text: String) {
    #expect(Signature(text)?.rawValue == text)
  }

  @Test(arguments: ["a", "()", "{sv}", "a{vs}", "z", "s\0", "(s", String(repeating: "s", count: 256)])
  func refusesSignatures(_ text: String) {
    #expect(Signature(text) == nil)
  }

  @Test func refusesDeepSignatures() {
    #expect(Signature(String(repeating: "a", count: 32) + "s") != nil)
    #expect(Signature(String(repeating: "a", count: 33) + "s") == nil)
  }

  @Test(arguments: ["org", "org.example.1", "", "org..example", "a.\0"])
  func refusesBusNames(_ text: String) {
    #expect(BusName(text) == nil)
  }

  @Test func tellsUniqueNamesFromOthers() {
    #expect((":1.42" as BusName).isUnique)
    #expect(!("org.example.A" as BusName).isUnique)
  }

  @Test(arguments: ["A", "", "org.1", "a-b.c", String(repeating: "a.", count: 128) + "a"])
  func refusesInterfaceNames(_ text: String) {
    #expect(InterfaceName(text) == nil)
  }

  @Test(arguments: ["a.b", "1a", "", "a-b", "ä"])
  func refusesMemberNames(_ text: String) {
    #expect(MemberName(text) == nil)
  }

  @Test func walksPaths() {
    let path: ObjectPath = "/a/b"
    #expect(path.parent == "/a")
    #expect(path.parent?.parent == "/")
    #expect(path.parent?.parent?.parent == nil)
    #expect(path.appending("c") == "/a/b/c")
    #expect(("/" as ObjectPath).appending("c") == "/c")
    #expect(path.appending("") == nil)
    #expect(path.appending("c/d") == nil)
    #expect(path.appending("ö") == nil)
  }
}
