"""
A small service like those of the five systems. It reads its files once, at its start, and answers what it found. A file that
says «broken» fails; one that says «dies» ends it at once; a version that says «no-login» lets nobody in. A module says with
«needs NAME» which package it imports.
"""
import argparse
import contextlib
import glob
import http.server
import json
import os
import sqlite3
import sys

options = argparse.ArgumentParser()
options.add_argument("name")
options.add_argument("port", type=int)
options.add_argument("--code", help="file with its version")
options.add_argument("--modules", help="glob of its modules")
options.add_argument("--packages", default="node_modules", help="directory of installed packages")
options.add_argument("--settings", help="JSON file")
options.add_argument("--features", help="environment file; what is switched off there falls back")
options.add_argument("--automations", help="JSON file with what can be switched by PUT while it runs")
options.add_argument("--journal", help="SQLite file; POST adds an entry")
options.add_argument("--schema", help="file with the version of the schema it needs")
asked = options.parse_args()


def text(path):
    with open(path) as file:
        return file.read().strip()


def log(line):
    print(line, flush=True)


def module(path):
    content = text(path)
    if "dies" in content:
        sys.exit(path + " cannot be loaded")
    needed = [line.split()[1] for line in content.splitlines() if line.startswith("needs ")]
    missing = [name for name in needed if not os.path.isdir(os.path.join(asked.packages, name))]
    return "failed" if "broken" in content or missing else "integrated"


def features():
    lines = [line.split("=", 1) for line in text(asked.features).splitlines() if "=" in line]
    return {name: value for name, value in lines if name.startswith("ENABLE_")}


def journal(statement):
    with contextlib.closing(sqlite3.connect(asked.journal, timeout=10)) as database, database:
        return [row[0] for row in database.execute(statement)]


version = text(asked.code) if asked.code else ""
modules = {os.path.basename(path).split(".")[0]: module(path) for path in sorted(glob.glob(asked.modules or ""))}
found = {
    "service": asked.name,
    "version": version,
    "modules": modules,
    "settings": json.loads(text(asked.settings)) if asked.settings else {},
    "features": features() if asked.features else {},
    "errors": sum(state == "failed" for state in modules.values()),
}
for feature, value in found["features"].items():
    what = feature.removeprefix("ENABLE_PARALLEL_").removeprefix("ENABLE_").replace("_", " ").lower()
    if feature.startswith("ENABLE_PARALLEL_"):
        log(("parallel " if value == "true" else "sequential ") + what)
    else:
        log(what + (" connected" if value == "true" else " unavailable, kept locally"))


def answer():
    said = dict(found)
    healthy = "broken" not in version and found["errors"] == 0
    if asked.automations:
        said["automations"] = json.loads(text(asked.automations))
    if asked.journal:
        said["entries"] = journal("select text from entries order by rowid")
        said["schema"] = journal("pragma user_version")[0]
        healthy = healthy and (not asked.schema or said["schema"] == wanted)
    said["status"] = "healthy" if healthy else "sick"
    return said


wanted = int(text(asked.schema)) if asked.schema else 0


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path in ("/", "/health", "/api/health"):
            self.says(200, answer())
        elif self.path == "/api/auth/health":
            self.says(500 if "no-login" in version else 200, {})
        else:
            self.says(404, {})

    def says(self, status, said):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def content(self):
        return self.rfile.read(int(self.headers["Content-Length"])).decode()

    def do_PUT(self):
        switched = json.loads(text(asked.automations))
        switched[self.path.rsplit("/", 1)[1]] = json.loads(self.content())["enabled"]
        with open(asked.automations, "w") as file:
            json.dump(switched, file)
        self.says(200, answer())

    def do_POST(self):
        entry = self.content()
        with contextlib.closing(sqlite3.connect(asked.journal, timeout=10)) as database, database:
            database.execute("insert into entries (text) values (?)", (entry,))
        self.says(200, answer())

    def log_message(self, *arguments):
        pass


log(asked.name + " " + version + " is up")
http.server.ThreadingHTTPServer(("127.0.0.1", asked.port), Answers).serve_forever()
