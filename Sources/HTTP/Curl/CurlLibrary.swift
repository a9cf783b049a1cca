import CCurl

/// The one start of libcurl in this process, at first use, and the one place where its results are checked.
enum CurlLibrary {
  private static let failure: HTTPError? = {
    if let missing = soul_curl_load() {
      return .libraryMissing(name: String(cString: missing))
    }
    let code = soul_curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    return code == CURLE_OK ? nil : .failed(reason: String(cString: soul_curl_easy_strerror(code)))
  }()

  /// What old radio servers say in place of `HTTP/1.0 200 OK`.
  // Made once, never changed and never freed: libcurl reads it during every request.
  nonisolated(unsafe) static let statusAliases = soul_curl_slist_append(nil, "ICY 200 OK")

  /// Comes before everything else: each request begins with its URL, which does it.
  static func start() throws(HTTPError) {
    if let failure { throw failure }
  }

  /// For calls that set something up: they fail where the memory ends, or where this libcurl lacks something.
  static func check(_ code: CURLcode) throws(HTTPError) {
    guard code == CURLE_OK else { throw .failed(reason: String(cString: soul_curl_easy_strerror(code))) }
  }

  static func check(_ code: CURLMcode) throws(HTTPError) {
    guard code == CURLM_OK else { throw .failed(reason: String(cString: soul_curl_multi_strerror(code))) }
  }
}
