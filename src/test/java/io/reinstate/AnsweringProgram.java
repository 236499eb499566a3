package io.reinstate;

/** A program in Python that answers every request at a port with the same kind of JSON. */
final class AnsweringProgram {

  private static final String SERVER =
      """
      import http.server, json, sys

      class Answers(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              body = json.dumps(%s).encode()
              self.send_response(200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)
          def log_message(self, *arguments):
              pass

      http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answers).serve_forever()
      """;

  private AnsweringProgram() {}

  /**
   * Its text. The port is its first argument.
   *
   * @param start what it does at its start, in whole lines
   * @param answer an expression that is worked out at every request
   */
  static String of(String start, String answer) {
    return start + SERVER.formatted(answer);
  }
}
