# A service of a subject: python3 serve.py HOME SERVICE PORT.
# What it answers is read at its start, or when it is told to; never when it is asked.
import http.server, json, os, signal, socketserver, sys

service, port = sys.argv[2], int(sys.argv[3])


def text(path):
    with open(path) as file:
        return file.read().strip()


def release():
    deaf = os.path.exists("deaf")
    signal.signal(signal.SIGTERM, signal.SIG_IGN if deaf else signal.SIG_DFL)
    found = {part: text(part + "/release") for part in ("app", "config", "parts", "stock")}
    works = text(("parts" if service == "web" else "stock") + "/works")
    return {**found, "works": works, "service": service, "pid": os.getpid()}


running = release()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global running
        if self.path == "/reload":
            running = release()
        body = json.dumps(running).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(socketserver.TCPServer):
    allow_reuse_address = True
    request_queue_size = 20


server = Server(("127.0.0.1", port), Answer)
print("started", os.getpid(), running["app"], running["parts"], flush=True)
server.serve_forever()
