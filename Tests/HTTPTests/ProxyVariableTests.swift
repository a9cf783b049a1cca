import Glibc
import HTTP
import TestKit
import Testing

/// What the environment says of proxies. A process of its own each: the environment belongs to all of it.
@Suite(.timeLimit(.minutes(1)))
struct ProxyVariableTests {
  @Test func thisMachineIsAskedDirectly() async {
    await #expect(processExitsWith: .success) {
      let proxy = try FaultyServer { _ in .text("proxy") }
      for name in ["http_proxy", "https_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
      let server = try FaultyServer { _ in .text("server") }
      let client = HTTPClient(userAgent: "soul-test/1")
      for host in ["127.0.0.1", "localhost"] {
        let response = try await client.send(HTTPRequest(.get, "http://\(host):\(server.port)/"))
        #expect(response.body == Array("server".utf8))
      }
      #expect(proxy.requests.events.isEmpty)
    }
  }

  @Test func othersAreAskedThroughTheProxy() async {
    await #expect(processExitsWith: .success) {
      let proxy = try FaultyServer { _ in .text("proxy") }
      setenv("http_proxy", proxy.url, 1)
      unsetenv("no_proxy")
      let client = HTTPClient(userAgent: "soul-test/1")
      let response = try await client.send(HTTPRequest(.get, "http://music.invalid/x"))
      #expect(response.body == Array("proxy".utf8))
      #expect(proxy.requests.events.map(\.target) == ["http://music.invalid/x"])
    }
  }

  @Test func aTunnelIsAllThatAProxyIsAskedFor() async {
    await #expect(processExitsWith: .success) {
      // Both in one: it takes what comes through the tunnel as the server would.
      let proxy = try FaultyServer { $0.method == "CONNECT" ? .status(200) : .text("server") }
      for name in ["http_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
      unsetenv("no_proxy")
      let client = HTTPClient(userAgent: "soul-test/1")
      let request = HTTPRequest(
        .get, "http://music.invalid/x", headers: [.bearer("canary")], proxies: .tunnelled)
      let response = try await client.send(request)
      #expect(response.body == Array("server".utf8))
      #expect(proxy.requests.events.map(\.target) == ["music.invalid:80", "/x"])
      #expect(proxy.requests.events.map { $0.head.contains("canary") } == [false, true])
    }
  }

  @Test func noProxyIsAskedWhereNoneIsAllowed() async {
    await #expect(processExitsWith: .success) {
      let proxy = try FaultyServer { _ in .text("proxy") }
      for name in ["http_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
      unsetenv("no_proxy")
      let server = try FaultyServer { _ in .text("server") }
      let client = HTTPClient(userAgent: "soul-test/1")
      // This machine as well, but not by a name that says so.
      let url = "http://0.0.0.0:\(server.port)/"
      let direct = try await client.send(HTTPRequest(.get, url, proxies: .refused))
      #expect(direct.body == Array("server".utf8))
      #expect(proxy.requests.events.isEmpty)
      let usual = try await client.send(HTTPRequest(.get, url))
      #expect(usual.body == Array("proxy".utf8))
    }
  }

  @Test func aProxyThatIsNotThereIsTold() async {
    await #expect(processExitsWith: .success) {
      let port = try ClosedPort()
      setenv("http_proxy", port.url, 1)
      unsetenv("no_proxy")
      let client = HTTPClient(userAgent: "soul-test/1")
      await #expect(throws: HTTPError.self) {
        try await client.send(HTTPRequest(.get, "http://music.invalid/x"))
      }
    }
  }
}
