import CCurl
import Glibc

extension HTTPError {
  /// What an end of libcurl's means; `nil` for a good one.
  init?(_ code: CURLcode, of easy: EasyHandle, visit: Visit, received: Int64) {
    let url = visit.url
    switch code {
    case CURLE_OK: return nil
    case CURLE_URL_MALFORMAT: self = .invalidURL(reason: "libcurl can't read it")
    case CURLE_COULDNT_RESOLVE_HOST: self = .unresolved(host: url.origin.host)
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
      self = .unreachable(server: url.server, reason: "the proxy that the environment names does not answer")
    case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
      self = Self.unconnected(url, systemError: easy.systemError)
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(url: url.place, limit: .connect)
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND:
      self = .interrupted(url: url.place, received: received)
    case CURLE_RECV_ERROR:
      // The same code for a broken connection and for broken chunks; only the text tells them apart.
      self =
        easy.errorText.contains("chunk")
        ? .malformed(url: url.place, reason: "its chunks are broken")
        : .interrupted(url: url.place, received: received)
    // The scheme was checked before: what is not supported is what came, which is not HTTP.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      self = .malformed(url: url.place, reason: "it does not speak HTTP")
    // What libcurl calls a line of a head that has no colon.
    case CURLE_BAD_FUNCTION_ARGUMENT: self = .malformed(url: url.place, reason: "its head is broken")
    case CURLE_BAD_CONTENT_ENCODING: self = .malformed(url: url.place, reason: "its compression is broken")
    case CURLE_FILESIZE_EXCEEDED: self = .malformed(url: url.place, reason: "its Content-Length is no length")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CONNECT_ERROR,
      CURLE_SSL_CIPHER, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CERTPROBLEM:
      self = .untrusted(
        server: url.server, failure: HTTPTrustFailure(code, of: easy, trust: visit.request.trust))
    case CURLE_OUT_OF_MEMORY: self = .failed(reason: "there is no memory, or no file descriptor, left")
    default: self = .failed(reason: String(cString: soul_curl_easy_strerror(code)))
    }
  }

  private static func unconnected(_ url: CurlURL, systemError: Int32) -> HTTPError {
    switch systemError {
    case ECONNREFUSED: .refused(server: url.server)
    case ETIMEDOUT: .timedOut(url: url.place, limit: .connect)
    case 0: .unreachable(server: url.server, reason: "no connection came about")
    default: .unreachable(server: url.server, reason: String(cString: strerror(systemError)))
    }
  }
}

extension HTTPTrustFailure {
  fileprivate init(_ code: CURLcode, of easy: EasyHandle, trust: HTTPTrust) {
    if code == CURLE_SSL_CACERT_BADFILE, case .authority(let file) = trust {
      self = .badAuthorityFile(file, AuthorityFile.defect(of: file) ?? .damaged)
      return
    }
    let text = easy.errorText.lowercased()
    // The numbers are OpenSSL's (x509_vfy.h); a libcurl with GnuTLS says it in its text alone.
    switch easy.verifyResult {
    case 9: self = .notYetValid
    case 10: self = .expired
    case 18: self = .selfSigned
    case 2, 19, 20, 21: self = .unknownAuthority
    case 62, 64: self = .wrongHost
    default:
      if text.contains("does not match") || text.contains("subject name matches") {
        self = .wrongHost
      } else if text.contains("expired") {
        self = .expired
      } else if text.contains("issuer") || text.contains("not trusted") {
        self = .unknownAuthority
      } else if text.contains("wrong version number") || text.contains("unexpected tls packet") {
        self = .unencrypted
      } else {
        self = .other(
          reason: easy.errorText.isEmpty ? String(cString: soul_curl_easy_strerror(code)) : easy.errorText)
      }
    }
  }
}
