print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2)
calls = []
def v(x):
    calls.append(x)
    return x
print(v(1) < v(5) < v(3) < v(9), calls)
print(True + 1, 1 == True, 1.0 == 1, None is None, "a" * 3, -True, ~5, not [])
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 2 ** 100, 7 / 2, 1 << 70, 5.5 // 2, -5.5 % 2)
print(float("nan") == float("nan"), [1, 2] < [1, 3], "a" < "b", (1, "a") == (1, "a"))
x = [0, 1, 2, 3, 4, 5]
print(x[1:4], x[::-1], x[-2:], x[::2])
x[1:3] = [9, 8, 7]
print(x)
del x[0], x[-1]
print(x)
x[0] += 5; x += [1]; x *= 2
print(x)
s = "héllo"
print(s[1], s[-1], s[1:3], len(s), [c for c in s])
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
*a, b = "xyz"
print(a, b)
a = b = []
a.append(1)
print(b)
for i, (p, q) in enumerate([(1, 2), "ab"]): print(i, p, q)
for k in {"x": 1, "y": 2}: print(k)
queue = [1]
for item in queue:
    if item < 4: queue.append(item + 1)
print(queue)
w = 6
print(f"{3.14159:{w}.2f}|{'a'!r:>5}|{w=}|{ {1: 2}[1] }|{{}}|{'n' 'm'}", f"{x!s:.3}")
print("%5.2f|%-4d|%s|%r|%%|%x" % (2.5, 3, "s", "r", 255), "%(a)s" % {"a": 1}, "%s" % [1])
print("{:>5}|{0:<4}|{k:.1f}|{0[0]}".format if False else "{:>5}|{:.1f}|{k}".format("a", 2.25, k=1))
print({1, 2} | {3}, {x for x in [1, 1, 2]}, {k: v for k, v in zip("ab", [1, 2])}, [*range(3), *"ab"], {**{"a": 1}, "a": 2})
print({"a": 1, "a": 2}, (1,), (), [i * j for i in range(3) for j in range(i) if j])
print(1_000, 0x_ff, 0b11, 1e3, "a" "b", r"\n", b"\x00a", """t
u""")
print([1, 2, 3].index(2), "a,b".split(","), "x".join(str(i) for i in range(3)), " a ".strip(), {"a": 1}.get("b", 3))
d = {}
d["k"] = d.setdefault("z", []) or 5
d["n"] = 0
d["n"] += 2
print(d)
i = 0
def idx():
    global i
    i += 1
    return i - 1
arr = [1, 2, 3]
arr[idx()] += 10
print(arr, i)
print(2 in [1, 2], "b" in "abc", 3 not in (1, 2), "k" in d)
assert True, "no"
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print(e)
for bad in ["[1][5]", "k", "t", "u", "z"]:
    try:
        if bad == "k": {}["k"]
        elif bad == "t": 1 + "a"
        elif bad == "u": a, b = [1, 2, 3]
        elif bad == "z": nope
        else: [1][5]
    except Exception as e:
        print(type(e).__name__, e)
