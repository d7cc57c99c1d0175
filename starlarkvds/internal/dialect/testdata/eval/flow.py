# Every way out of try and with blocks, in loops and functions.
log = []
class M:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        log.append("enter " + self.name)
        return self.name
    def __exit__(self, t, v, tb):
        log.append("exit %s %s" % (self.name, t is None))
        return self.swallow

def act(what, i):
    if what == "raise":
        raise ValueError("v%d" % i)
    if what == "key":
        {}["k"]
    return i

def f(what):
    for i in range(4):
        with M("a") as a, M("b", what == "raise") as b:
            if what == "break" and i == 2:
                break
            if what == "continue" and i == 1:
                continue
            if what == "return" and i == 1:
                return ("returned", i, a, b)
            act(what, i)
            log.append("body %d" % i)
    else:
        log.append("else")
    return "end"

def g(what):
    n = 0
    for i in range(5):
        try:
            n += 1
            if i == 3 and what == "break":
                break
            if i == 2 and what == "continue":
                continue
            if i == 2 and what == "return":
                return n
            act(what, i)
        except ValueError as e:
            n += 10
            log.append(str(e))
            if i == 3:
                return "handler", n
        except (KeyError, TypeError) as e:
            log.append(repr(e.args))
            if i:
                raise RuntimeError("new") from e
        else:
            n += 100
        finally:
            n += 1000
            log.append("finally %d" % n)
            if what == "override" and i == 1:
                return "override", n
    else:
        log.append("loop else")
    return n

for what in ["normal", "break", "continue", "return", "raise", "key", "override"]:
    for fn in (f, g):
        del log[:]
        try:
            r = fn(what)
        except Exception as e:
            r = type(e).__name__, str(e)
        print(fn.__name__, what, r, log)

def nested():
    out = []
    while True:
        try:
            for k in range(3):
                try:
                    if k == 1: continue
                    if k == 2: break
                    out.append(k)
                finally:
                    out.append("f%d" % k)
            with M("w"):
                return out
        finally:
            out.append("outer")
print(nested(), log[-2:])

try:
    try:
        1 / 0
    finally:
        print("inner finally")
except ZeroDivisionError as e:
    print("caught", e)
try:
    e
except NameError as x:
    print(x)

def reraise():
    try:
        raise KeyError("a")
    except KeyError:
        try:
            raise
        except KeyError as e:
            return e.args
print(reraise())
for what in ["x", "y"]:
    try:
        if what == "x": continue
        print(what)
    except: pass
    else: print("else")
i = 0
while i < 5:
    i += 1
    if i == 3: break
else:
    print("no")
print(i)
