# A command of a subject's catalog, which notes how often it ran and whether it ran beside itself:
# python3 effect.py HOME NAME [VERSION]. With a version it takes the schema of the orders there; an installation notes the release of the parts.
import fcntl, os, sqlite3, sys, time

home, name = sys.argv[1], sys.argv[2]


def note(what):
    with open(os.path.join(home, "effects.log"), "a") as log:
        log.write(name + " " + what + "\n")


def migrate(version):
    database = sqlite3.connect(os.path.join(home, "db/orders.db"), isolation_level=None)
    database.execute("begin immediate")
    if database.execute("pragma user_version").fetchone()[0] != version:
        database.execute("alter table orders drop column paid")
        database.execute("pragma user_version = %d" % version)
        note("changed the schema")
    database.execute("commit")


note("begun")
alone = open(os.path.join(home, name + ".alone"), "w")
try:
    fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    note("ran beside itself")
time.sleep(0.3)
if name == "install":
    with open(os.path.join(home, "parts/release")) as live:
        release = live.read()
    with open(os.path.join(home, "installed"), "w") as installed:
        installed.write(release)
if len(sys.argv) > 3:
    migrate(int(sys.argv[3]))
note("ended")
