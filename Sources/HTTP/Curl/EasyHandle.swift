import CCurl

/// One request of libcurl's, set up to give everything it hears to one receiver.
///
/// Used on the client's queue alone.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// libcurl reads these during the request.
  private let url: CurlURL
  private let headers: HeaderList
  private let body: RequestBody?
  private let reason: UnsafeMutablePointer<CChar>

  /// - Throws: `HTTPError.invalidHeader`, `.failed`.
  init(_ visit: Visit, userAgent: String, isStream: Bool) throws(HTTPError) {
    let request = visit.request
    // These two say that they have a body even where it is empty.
    let content = request.body ?? (request.method == .post || request.method == .put ? [] : nil)
    let headers = try HeaderList(request.headers, hasBody: content != nil, isDecoded: !isStream)
    guard let made = soul_curl_easy_init() else { throw .failed(reason: "there is no memory left") }
    pointer = made
    url = visit.url
    self.headers = headers
    body = content.map(RequestBody.init)
    reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
    reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setRules(userAgent: userAgent, isStream: isStream)
    try setTrust(request.trust)
    try setRequest(request)
  }

  deinit {
    soul_curl_easy_cleanup(pointer)
    reason.deallocate()
  }

  /// Where all that is heard goes. The receiver has to outlive the request.
  func connect(
    to context: UnsafeMutableRawPointer, head: @escaping soul_receive, body: @escaping soul_receive
  )
    throws(HTTPError)
  {
    try CurlLibrary.check(soul_easy_set_receive(pointer, CURLOPT_HEADERFUNCTION, head))
    try set(CURLOPT_HEADERDATA, context)
    try CurlLibrary.check(soul_easy_set_receive(pointer, CURLOPT_WRITEFUNCTION, body))
    try set(CURLOPT_WRITEDATA, context)
  }

  var isEncrypted: Bool { url.origin.scheme == "https" }

  /// Lets a body come on that its receiver has held up.
  func resume() {
    // An error here ends the request, which is told like every other end.
    _ = soul_curl_easy_pause(pointer, Int32(CURLPAUSE_CONT))
  }

  /// What libcurl says of an error, one line without control characters; empty where it says nothing.
  var errorText: String {
    String(String(cString: reason).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
  }

  /// The system's number of the last error of the connection; 0 where there was none.
  var systemError: Int32 { Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO)) }

  /// The TLS library's number for what it found wrong with the certificate; 0 where it was content.
  var verifyResult: Int { number(CURLINFO_SSL_VERIFYRESULT) }

  private func number(_ info: CURLINFO) -> Int {
    var value = 0
    soul_easy_long(pointer, info, &value)
    return value
  }

  /// What holds for every request.
  private func setRules(userAgent: String, isStream: Bool) throws(HTTPError) {
    try CurlLibrary.check(soul_easy_allow_http_only(pointer))
    try set(CURLOPT_NOSIGNAL, 1)
    // The queue is everybody's: one name that nobody answers for must not hold up the other requests.
    soul_easy_leave_lookup(pointer)
    try CurlLibrary.check(soul_easy_close_on_exec(pointer))
    try set(CURLOPT_FOLLOWLOCATION, 0)
    // One connection a request: a stream that nobody reads for a while holds up nothing else.
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    try CurlLibrary.check(soul_easy_set_list(pointer, CURLOPT_HTTP200ALIASES, CurlLibrary.statusAliases))
    // What a proxy says is not the answer, and what is for the server is not for the proxy.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    // An idle connection costs nothing; one that is older is not used again.
    try set(CURLOPT_MAXAGE_CONN, 30)
    try set(CURLOPT_USERAGENT, userAgent)
    try set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(reason))
    if isStream {
      try set(CURLOPT_BUFFERSIZE, 256 << 10)
    } else {
      try set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    }
  }

  private func setTrust(_ trust: HTTPTrust) throws(HTTPError) {
    try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    guard case .authority(let file) = trust else { return }
    // libcurl reads to the end whatever it finds, on the queue that is everybody's.
    if isEncrypted, let defect = AuthorityFile.defectOfKind(file) {
      throw .untrusted(server: url.server, failure: .badAuthorityFile(file, defect))
    }
    try set(CURLOPT_CAINFO, file)
    // Else the system's authorities would be trusted beside it.
    try CurlLibrary.check(soul_easy_set_string(pointer, CURLOPT_CAPATH, nil))
    try CurlLibrary.check(soul_easy_keep_no_authorities(pointer))
  }

  private func setRequest(_ request: HTTPRequest) throws(HTTPError) {
    try set(CURLOPT_CURLU, UnsafeMutableRawPointer(url.pointer))
    if let scope = try url.scope() { try set(CURLOPT_ADDRESS_SCOPE, scope) }
    try CurlLibrary.check(soul_easy_set_list(pointer, CURLOPT_HTTPHEADER, headers.pointer))
    try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.limits.connect.milliseconds))
    try setProxies(request.proxies)
    if let body {
      try CurlLibrary.check(soul_easy_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, body.count))
      try set(CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(body.bytes.baseAddress))
    }
    if request.method == .head { try set(CURLOPT_NOBODY, 1) }
    if request.method != .head { try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
    // libcurl sends a request again when a kept connection turns out to be closed; one that counts twice must not be.
    if !request.isRepeatable { try set(CURLOPT_FRESH_CONNECT, 1) }
  }

  private func setProxies(_ proxies: HTTPProxies) throws(HTTPError) {
    // An empty name means none, whatever the environment says.
    if url.isLoopback || proxies == .refused { try set(CURLOPT_PROXY, "") }
    if proxies == .tunnelled { try set(CURLOPT_HTTPPROXYTUNNEL, 1) }
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try CurlLibrary.check(soul_easy_set_long(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    try CurlLibrary.check(soul_easy_set_string(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(HTTPError) {
    try CurlLibrary.check(soul_easy_set_pointer(pointer, option, value))
  }
}

extension HTTPRequest {
  /// Whether the server does the same however often it is asked (RFC 9110 §9.2.2), or knows it again.
  fileprivate var isRepeatable: Bool {
    method != .post || headers.contains { $0.isNamed("Idempotency-Key") }
  }
}

extension Duration {
  /// At most ten days, which libcurl can count.
  fileprivate var milliseconds: Int {
    Int(min(self / .milliseconds(1), 864_000_000))
  }
}
