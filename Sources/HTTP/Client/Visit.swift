import Dispatch

/// One place that a request goes to: the first, or where a redirect leads.
struct Visit {
  /// More than any sound set-up needs.
  private static let maximumRedirects = 5

  let request: HTTPRequest
  let url: CurlURL
  /// When the request as a whole has to be over; `nil` never.
  let deadline: DispatchTime?
  private let redirects: Int

  /// - Throws: `HTTPError.invalidURL`.
  init(_ request: HTTPRequest) throws(HTTPError) {
    self.request = request
    url = try CurlURL(request.url)
    deadline = request.limits.whole.map { .now() + $0.dispatchInterval }
    redirects = 0
  }

  private init(_ request: HTTPRequest, to url: CurlURL, after visit: Visit) {
    self.request = request
    self.url = url
    deadline = visit.deadline
    redirects = visit.redirects + 1
  }

  /// Where a redirect leads on to.
  /// - Throws: `HTTPError.redirected`.
  func next(_ status: Int, to location: String) throws(HTTPError) -> Visit {
    let target: CurlURL
    do throws(HTTPError) {
      target = try url.resolve(location)
    } catch {
      throw .redirected(url: url.place, to: "an address that is none", failure: .badTarget)
    }
    func refusal(_ failure: HTTPRedirectFailure) -> HTTPError {
      .redirected(url: url.place, to: target.place, failure: failure)
    }
    guard request.redirects == .followed else { throw refusal(.notAllowed) }
    guard redirects < Self.maximumRedirects else { throw refusal(.tooMany) }
    guard target.origin.scheme == "https" || url.origin.scheme == "http" else { throw refusal(.insecure) }
    var request = request
    // See Other, and what all clients do with a POST (RFC 9110 §15.4.2, §15.4.4).
    if status == 303 && request.method != .head || status < 303 && request.method == .post {
      request.method = .get
      request.body = nil
      request.headers.removeAll { $0.isNamed("Content-Type") }
    }
    if target.origin != url.origin {
      guard request.body == nil, request.method == .get || request.method == .head else {
        throw refusal(.carriesBody)
      }
      request.headers = request.headers.filter(\.isForEverybody)
    }
    return Visit(request, to: target, after: self)
  }
}

extension HTTPHeader {
  /// Whether it says nothing about who asks. Not a list of secrets: nobody knows all of these.
  fileprivate var isForEverybody: Bool {
    ["Accept", "Accept-Language", "Icy-MetaData", "If-Range", "Range"].contains(where: isNamed)
  }
}

extension Duration {
  /// Rounded down to whole microseconds, at least 0, at most a century.
  var dispatchInterval: DispatchTimeInterval {
    .microseconds(Int(max(0, min(self / .microseconds(1), 3e15))))
  }
}
