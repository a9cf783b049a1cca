import CCurl

/// The one start of libcurl in this process, at first use, and the one place where its results are checked.
enum CurlLibrary {
  private static let startResult = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// What old radio servers say in place of `HTTP/1.0 200 OK`.
  // Made once, never changed and never freed: libcurl reads it during every request.
  nonisolated(unsafe) static let statusAliases = curl_slist_append(nil, "ICY 200 OK")

  static func start() throws(HTTPError) {
    try check(startResult)
  }

  /// For calls that set something up: they fail where the memory ends, or where this libcurl lacks something.
  static func check(_ code: CURLcode) throws(HTTPError) {
    guard code == CURLE_OK else { throw .failed(reason: String(cString: curl_easy_strerror(code))) }
  }

  static func check(_ code: CURLMcode) throws(HTTPError) {
    guard code == CURLM_OK else { throw .failed(reason: String(cString: curl_multi_strerror(code))) }
  }
}
