import Foundation

/// TLS before a server of a test that speaks none: `https://127.0.0.1:PORT` (Python's `ssl` in a process of its own).
///
/// It is killed when the last reference to it goes.
public final class TLSFront: Sendable {
  public let port: UInt16
  private let process: ChildProcess

  /// - Parameters:
  ///   - upstream: the port of the server on 127.0.0.1.
  ///   - newestVersion: what is spoken at most; Python's names of them: `TLSv1_1`, `TLSv1_2`, `TLSv1_3`.
  ///   - plainReply: what whoever speaks no TLS is told before the end.
  public init(
    to upstream: UInt16, certificate: TestCertificate, newestVersion: String = "TLSv1_3",
    plainReply: String = ""
  ) async throws {
    process = try ChildProcess(
      "python3",
      [
        "-c", Self.program, certificate.file, certificate.keyFile, String(upstream), newestVersion,
        plainReply,
      ],
      environment: ["PATH": "/usr/bin:/bin"])
    guard let line = await process.output.line(where: { !$0.isEmpty }), let port = UInt16(line) else {
      throw TestKitError.cannotStart(program: "python3", reason: await process.errors.text())
    }
    self.port = port
  }

  /// `https://127.0.0.1:PORT`, without a slash at the end.
  public var url: String { "https://127.0.0.1:\(port)" }

  private static let program = """
    import select, socket, ssl, sys, threading, warnings
    warnings.simplefilter("ignore")
    certificate, key, upstream, newest, plain_reply = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if newest == "TLSv1_1":
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion[newest]
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)

    def serve(raw):
        try:
            # The record of a handshake (RFC 8446, 5.1).
            if plain_reply and raw.recv(1, socket.MSG_PEEK) != b"\\x16":
                raw.recv(65536)
                raw.sendall(plain_reply.encode("latin-1"))
                raw.close()
                return
            with context.wrap_socket(raw, server_side=True) as client, \\
                    socket.create_connection(("127.0.0.1", int(upstream))) as server:
                while True:
                    ready = [client] if client.pending() else select.select([client, server], [], [])[0]
                    for source, target in ((client, server), (server, client)):
                        if source in ready:
                            data = source.recv(65536)
                            if not data:
                                return
                            target.sendall(data)
        except OSError:
            raw.close()

    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """
}
