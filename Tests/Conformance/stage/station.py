"""A radio station: sound without an end, and so without a length."""

import contextlib
import http.server
import threading


class Station:
    """`uri` plays a file's bytes again and again until the station is closed.

    `name` is what it calls itself; without one it is only bytes that come.
    """

    def __init__(self, track, name=None):
        sound = track.path.read_bytes()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "audio/mpeg")
                if name is not None:
                    self.send_header("icy-name", name)
                self.end_headers()
                # A listener that has heard enough hangs up.
                with contextlib.suppress(OSError):
                    while True:
                        self.wfile.write(sound)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.uri = f"http://127.0.0.1:{self._server.server_port}/station"
        threading.Thread(target=self._server.serve_forever).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
