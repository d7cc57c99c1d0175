# logging.
import io, logging, sys
out = io.StringIO()
logging.basicConfig(stream=out, level=logging.INFO)
logging.info("hello %s", "x"); logging.debug("no"); logging.warning("w %d %s", 3, [1]); logging.error("%(a)s!", {"a": 5})
log = logging.getLogger("a.b")
log.debug("no"); log.setLevel(logging.DEBUG); log.debug("yes")
h = logging.StreamHandler(out)
h.setFormatter(logging.Formatter("[%(levelname)-8s] %(name)s: %(message)s"))
h.setLevel("ERROR")
log.addHandler(h); log.propagate = False
log.info("dropped"); log.error("shown"); log.log(45, "odd")
print(log.getEffectiveLevel(), logging.getLogger("a.b.c").parent is log, logging.getLogger("a").parent.name, log, logging.getLogger("a.b") is log, logging.getLevelName(20), logging.getLevelName("ERROR"), logging.getLevelName(7))
a = logging.getLogger("a"); a.setLevel("CRITICAL")
print(log.parent is a, log.isEnabledFor(10), a.isEnabledFor(40), log.hasHandlers(), a.getChild("z").name)
class Keep(logging.Handler):
    def emit(self, record):
        print("kept", record.levelname, record.getMessage(), record.name, record.levelno)
k = Keep(); log.addHandler(k); log.warning("to %s", "keep")
log.addFilter(lambda r: "secret" not in r.getMessage())
log.error("secret"); log.error("open")
log.removeHandler(k)
h2 = logging.StreamHandler(out); h2.setFormatter(logging.Formatter("{levelname}|{message}", style="{")); log.addHandler(h2)
log.warning("braces", extra={"k": 1})
logging.disable(logging.ERROR); log.error("off"); logging.disable(logging.NOTSET)
logging.addLevelName(5, "TRACE"); log.setLevel(5); log.log(5, "traced")
fh = logging.FileHandler("x.log"); fh.setFormatter(logging.Formatter("%(message)s")); log.addHandler(fh); log.info("in file"); fh.close()
print(open("x.log").read())
print(out.getvalue())
for bad in ("NOPE", 3.5):
    try:
        log.setLevel(bad)
    except Exception as e:
        print(type(e).__name__, e)
