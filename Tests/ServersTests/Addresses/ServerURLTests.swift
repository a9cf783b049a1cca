import HTTP
import Testing

@testable import Servers

@Suite struct ServerURLTests {
  @Test(arguments: [
    ("music.example.org", "https://music.example.org"),
    ("  HTTPS://Music.Example.Org/ \n", "https://music.example.org"),
    ("https://music.example.org:443/", "https://music.example.org"),
    ("https://music.example.org.", "https://music.example.org"),
    ("music.example.org:8443/soul//", "https://music.example.org:8443/soul"),
    ("https://h.example/a b/".replacing(" ", with: "%20"), "https://h.example/a%20b"),
    ("https://h.example/%7euser/%2f", "https://h.example/~user/%2F"),
    ("https://h.example/m%C3%BCsik", "https://h.example/m%C3%BCsik"),
    ("https://h.example/müsik", "https://h.example/m%C3%BCsik"),
    ("http://[::1]:4040/base/", "http://[::1]:4040/base"),
    ("http://[0:0:0:0:0:0:0:1]:4040/base", "http://[::1]:4040/base"),
    ("::1", "http://[::1]"),
    ("[FE80::1%eth0]:4040", "https://[fe80::1%25eth0]:4040"),
    ("http://[fe80::1%25eth0]", "http://[fe80::1%25eth0]"),
    ("localhost:4040", "http://localhost:4040"),
    ("http://localhost:80", "http://localhost"),
    ("127.0.0.1", "http://127.0.0.1"),
    ("xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
  ])
  func `What means the same has one form`(typed: String, form: String) throws {
    let url = try ServerURL(typed)

    #expect(url.text == form)
    #expect(try ServerURL(url.text) == url)
  }

  @Test func `The origin is without the base path`() throws {
    #expect(try ServerURL("https://h.example:8443/a/b").origin == "https://h.example:8443")
    #expect(try ServerURL("https://h.example:8443/a/b").basePath == "/a/b")
  }

  @Test(arguments: [
    "", "   ", "ftp://h.example", "soul:track/1", "https://", "https:///x", "h.example?x=1", "h.example#x",
    "https://user:pw@h.example", "user@h.example", "h.example:0", "h.example:65536", "h.example:1e3",
    "h.example:",
    "h.example:-1", "[::1", "[::1]x", "https://[::g]", "1.2.3", "0x7f000001", "256.1.1.1", "a..b",
    "-a.example",
    "münchen.example", "a b.example", "h.example/a\nb", "h.example/../x", "h.example/%2e%2e/x",
    "h.example/%zz",
    "h.example/%00", "h.example\\x", "https://h.example:80:80",
  ])
  func `What is no address is refused with a sentence`(typed: String) throws {
    let error = #expect(throws: ServerError.self) { try ServerURL(typed, isInsecure: true) }

    guard case .invalidAddress(_, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `A password in an address is in no error`() {
    let error = #expect(throws: ServerError.self) { try ServerURL("https://me:hunter2@h.example") }

    #expect(error?.message.contains("hunter2") == false)
    #expect(error?.message.contains("h.example") == true)
  }

  @Test(arguments: [
    "localhost", "a.localhost", "127.3.2.1", "[::1]", "10.0.0.1", "172.16.0.1", "172.31.9.9", "192.168.1.2",
    "169.254.1.1",
    "[fd00::1]", "[fe80::1%eth0]", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]", "nas.local", "nas.home.arpa",
  ])
  func `Plain http is allowed where no foreign network lies in between`(host: String) throws {
    let url = try ServerURL("http://\(host)")

    #expect(url.scheme == .http)
    #expect(url.proxies == .refused)
  }

  @Test(arguments: [
    "music.example.org", "nas", "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1",
    "[2001:db8::1]",
    "[::ffff:8.8.8.8]", "local", "notlocalhost", "localhost.example.org", "100.64.0.1", "[fec0::1]",
  ])
  func `Plain http to anywhere else has to be asked for`(host: String) throws {
    let typed = "http://\(host)"

    #expect(throws: ServerError.insecure(try ServerURL(typed, isInsecure: true).origin)) {
      try ServerURL(typed)
    }
    #expect(try ServerURL(typed, isInsecure: true).proxies == .tunnelled)
    #expect(try ServerURL("https://\(host)").scheme == .https)
    #expect(try ServerURL("https://\(host)").proxies == .tunnelled)
  }
}
