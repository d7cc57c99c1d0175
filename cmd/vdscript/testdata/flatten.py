"""Prints h5py's own tests as scripts that stand alone, as JSON: a name and a source for each test method.

usage: flatten.py FOLDER, the tests of h5py's source distribution

Tests that need what a script has not (fixtures of pytest, warnings, generators) are left out. Assertions become
functions, and a method with its setUp becomes a function of its own with a plain object in place of self.
"""
import ast
import copy
import glob
import json
import os
import sys

KEEP_MODULES = {"numpy", "h5py", "os", "os.path", "sys", "tempfile", "shutil", "math", "itertools", "io", "glob", "string", "platform", "time", "json", "pathlib"}

PRELUDE = {
"assertEqual": "def assertEqual(a, b, msg=None):\n    assert a == b, 'assertEqual: %r != %r' % (a, b)\n",
"assertNotEqual": "def assertNotEqual(a, b, msg=None):\n    assert a != b, 'assertNotEqual: %r == %r' % (a, b)\n",
"assertTrue": "def assertTrue(a, msg=None):\n    assert a, 'assertTrue: %r' % (a,)\n",
"assertFalse": "def assertFalse(a, msg=None):\n    assert not a, 'assertFalse: %r' % (a,)\n",
"assertIs": "def assertIs(a, b, msg=None):\n    assert a is b, 'assertIs: %r, %r' % (a, b)\n",
"assertIsNot": "def assertIsNot(a, b, msg=None):\n    assert a is not b, 'assertIsNot: %r, %r' % (a, b)\n",
"assertIsNone": "def assertIsNone(a, msg=None):\n    assert a is None, 'assertIsNone: %r' % (a,)\n",
"assertIsNotNone": "def assertIsNotNone(a, msg=None):\n    assert a is not None, 'assertIsNotNone'\n",
"assertIn": "def assertIn(a, b, msg=None):\n    assert a in b, 'assertIn: %r, %r' % (a, b)\n",
"assertNotIn": "def assertNotIn(a, b, msg=None):\n    assert a not in b, 'assertNotIn: %r, %r' % (a, b)\n",
"assertIsInstance": "def assertIsInstance(a, t, msg=None):\n    assert isinstance(a, t), 'assertIsInstance: %r, %r' % (a, t)\n",
"assertNotIsInstance": "def assertNotIsInstance(a, t, msg=None):\n    assert not isinstance(a, t), 'assertNotIsInstance: %r' % (a,)\n",
"assertGreater": "def assertGreater(a, b, msg=None):\n    assert a > b, 'assertGreater: %r, %r' % (a, b)\n",
"assertGreaterEqual": "def assertGreaterEqual(a, b, msg=None):\n    assert a >= b, 'assertGreaterEqual: %r, %r' % (a, b)\n",
"assertLess": "def assertLess(a, b, msg=None):\n    assert a < b, 'assertLess: %r, %r' % (a, b)\n",
"assertAlmostEqual": "def assertAlmostEqual(a, b, places=7, msg=None):\n    assert round(abs(a - b), places) == 0, 'assertAlmostEqual: %r, %r' % (a, b)\n",
"assertSetEqual": "def assertSetEqual(a, b, msg=None):\n    assert a == b, 'assertSetEqual: %r != %r' % (a, b)\n",
"assertListEqual": "def assertListEqual(a, b, msg=None):\n    assert a == b, 'assertListEqual: %r != %r' % (a, b)\n",
"assertDictEqual": "def assertDictEqual(a, b, msg=None):\n    assert a == b, 'assertDictEqual: %r != %r' % (a, b)\n",
"assertTupleEqual": "def assertTupleEqual(a, b, msg=None):\n    assert a == b, 'assertTupleEqual: %r != %r' % (a, b)\n",
"assertSameElements": "def assertSameElements(a, b):\n    for x in a:\n        assert x in list(b), 'assertSameElements'\n    for x in b:\n        assert x in list(a), 'assertSameElements'\n",
"assertArrayEqual": """def assertArrayEqual(dset, arr, message=None, precision=None, check_alignment=True):
    assert np.shape(dset) == np.shape(arr), 'shape %s vs %s' % (np.shape(dset), np.shape(arr))
    if hasattr(dset, 'dtype') and hasattr(arr, 'dtype') and check_alignment:
        assert dset.dtype == arr.dtype, 'dtype %s vs %s' % (dset.dtype, arr.dtype)
    assert np.asarray(dset).tolist() == np.asarray(arr).tolist(), 'values'
""",
"assertNumpyBehavior": """def assertNumpyBehavior(dset, arr, s, skip_fast_reader=False):
    failed = False
    expect = None
    try:
        expect = arr[s]
    except Exception:
        failed = True
    if failed:
        raised = False
        try:
            dset[s]
        except Exception:
            raised = True
        assert raised, 'no error for %r' % (s,)
    else:
        assertArrayEqual(dset[s], expect)
""",
"make_name": "_names = [0]\ndef make_name(template='foo'):\n    _names[0] += 1\n    return template.format(_names[0]) if '{}' in template else template + str(_names[0])\n",
"mktemp": "def mktemp(suffix='.hdf5', prefix='tmp', dir=None):\n    return tempfile.mktemp(suffix, prefix)\n",
"assert_array_equal": None, "assert_allclose": None,
}
NEEDS = {"assertNumpyBehavior": ["assertArrayEqual"]}

class Skip(Exception):
    pass

def load_file(path):
    tree = ast.parse(open(path).read())
    imports, defs, classes = [], {}, {}
    for n in tree.body:
        if isinstance(n, ast.Import):
            names = [a for a in n.names if a.name in KEEP_MODULES or a.name.startswith("h5py") or a.name.startswith("numpy")]
            if names:
                imports.append(ast.Import(names=names))
        elif isinstance(n, ast.ImportFrom):
            if n.level == 0 and n.module and (n.module in KEEP_MODULES or n.module.split(".")[0] in ("numpy", "h5py")) and "tests" not in n.module:
                imports.append(n)
        elif isinstance(n, ast.FunctionDef):
            defs[n.name] = n
        elif isinstance(n, ast.ClassDef):
            classes[n.name] = n
        elif isinstance(n, ast.Assign) and len(n.targets) == 1 and isinstance(n.targets[0], ast.Name):
            defs[n.targets[0].id] = n
    return imports, defs, classes

def mro(classes, name):
    out, todo = [], [name]
    while todo:
        c = todo.pop(0)
        if c in out or c not in classes:
            continue
        out.append(c)
        todo += [b.id if isinstance(b, ast.Name) else getattr(b, "attr", "") for b in classes[c].bases]
    return out

class Rewrite(ast.NodeTransformer):
    def __init__(self, classes, order, used):
        self.classes, self.order, self.used = classes, order, used
    def method_of(self, name, after=None):
        seen = after is None
        for c in self.order:
            if seen:
                for m in self.classes[c].body:
                    if isinstance(m, ast.FunctionDef) and m.name == name:
                        return c, m
            if c == after:
                seen = True
        return None, None
    def raises(self, call):
        f = call.func
        a = getattr(f, "attr", None)
        if a in ("assertRaises", "assertRaisesRegex", "raises") and isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name) and f.value.id in ("self", "pytest"):
            return call.args[0]
        return None
    def visit_With(self, node):
        items = []
        for it in node.items:
            c = it.context_expr
            if isinstance(c, ast.Call) and self.raises(c) is not None and it.optional_vars is None:
                items.append(("raises", self.raises(c)))
            elif isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute) and c.func.attr == "subTest":
                items.append(("plain", None))
            elif isinstance(c, ast.Name) and c.id == "phil":
                items.append(("plain", None))
            elif isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute) and c.func.attr in ("assertWarns", "warns", "assertRaises", "raises"):
                raise Skip("warns/raises-as")
            else:
                items.append(("with", it))
        body = []
        for s in node.body:
            r = self.visit(s)
            body += r if isinstance(r, list) else [r]
        for kind, v in reversed(items):
            if kind == "with":
                body = [ast.With(items=[self.visit(v)], body=body)]
            elif kind == "raises":
                exc = self.visit(v)
                body = ast.parse("_raised = False\ntry:\n    pass\nexcept E:\n    _raised = True\nassert _raised, 'nothing raised'").body[:0] + [
                    ast.parse("_raised = False").body[0],
                    ast.Try(body=body, handlers=[ast.ExceptHandler(type=exc, name=None, body=ast.parse("_raised = True").body)], orelse=[], finalbody=[]),
                    ast.parse("assert _raised, 'nothing raised'").body[0]]
        return body
    def visit_Expr(self, node):
        c = node.value
        if isinstance(c, ast.Constant):
            return ast.Pass() if False else None
        if isinstance(c, ast.Call) and self.raises(c) is not None and len(c.args) > 1:
            call = ast.Expr(ast.Call(func=self.visit(c.args[1]), args=[self.visit(a) for a in c.args[2:]], keywords=c.keywords))
            return [ast.parse("_raised = False").body[0],
                    ast.Try(body=[call], handlers=[ast.ExceptHandler(type=self.visit(c.args[0]), name=None, body=ast.parse("_raised = True").body)], orelse=[], finalbody=[]),
                    ast.parse("assert _raised, 'nothing raised'").body[0]]
        return self.generic_visit(node)
    def visit_Call(self, node):
        f = node.func
        if isinstance(f, ast.Attribute):
            v = f.value
            if isinstance(v, ast.Name) and v.id == "self":
                if f.attr in PRELUDE or f.attr == "assertItemsEqual":
                    node = self.generic_visit(node)
                    node.func = ast.Name(f.attr, ast.Load())
                    self.used.add(f.attr)
                    return node
                if f.attr in ("skipTest", "fail", "assertWarns", "assertRaisesRegexp"):
                    raise Skip(f.attr)
                c, m = self.method_of(f.attr)
                if m is not None:
                    node = self.generic_visit(node)
                    node.func = ast.Name("m_%s_%s" % (c, f.attr), ast.Load())
                    node.args = [ast.Name("self", ast.Load())] + node.args
                    self.used.add(("method", c, f.attr))
                    return node
            # Parent.setUp(self) and super().setUp()
            if isinstance(v, ast.Call) and isinstance(v.func, ast.Name) and v.func.id == "super":
                c, m = self.method_of(f.attr, after=self.current)
                if m is None:
                    if f.attr == "setUp":
                        return ast.parse("_base_setUp(self)").body[0].value
                    return ast.Constant(None)
                self.used.add(("method", c, f.attr))
                return ast.Call(ast.Name("m_%s_%s" % (c, f.attr), ast.Load()), [ast.Name("self", ast.Load())] + [self.visit(a) for a in node.args], node.keywords)
            if isinstance(v, ast.Name) and (v.id in self.classes or v.id == "TestCase") and node.args and isinstance(node.args[0], ast.Name) and node.args[0].id == "self":
                if v.id == "TestCase":
                    return ast.parse("_base_setUp(self)").body[0].value if f.attr == "setUp" else ast.Constant(None)
                self.used.add(("method", v.id, f.attr))
                return ast.Call(ast.Name("m_%s_%s" % (v.id, f.attr), ast.Load()), [self.visit(a) for a in node.args], node.keywords)
        elif isinstance(f, ast.Name) and f.id in ("make_name", "assert_array_equal"):
            if f.id in PRELUDE and PRELUDE[f.id]:
                self.used.add(f.id)
        return self.generic_visit(node)

def names_in(nodes):
    out = set()
    for n in nodes:
        for x in ast.walk(n):
            if isinstance(x, ast.Name):
                out.add(x.id)
    return out

def strip_doc(body):
    body = [s for s in body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    return body or [ast.Pass()]

def params_of(dec):
    """[(names, [row values])] from pytest.mark.parametrize decorators."""
    out = []
    for d in dec:
        if isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) and d.func.attr == "parametrize":
            names = ast.literal_eval(d.args[0]) if isinstance(d.args[0], ast.Constant) else [ast.literal_eval(e) for e in d.args[0].elts]
            if isinstance(names, str):
                names = [x.strip() for x in names.split(",")]
            if not isinstance(d.args[1], (ast.List, ast.Tuple)):
                raise Skip("param")
            rows = []
            for e in d.args[1].elts:
                if isinstance(e, ast.Call):
                    raise Skip("pytest.param")
                rows.append([e] if len(names) == 1 else list(e.elts))
            out.append((names, rows))
        elif isinstance(d, ast.Attribute) and d.attr in ("property", "staticmethod", "classmethod"):
            raise Skip("decorator")
    return out

FIXTURES = {"writable_file": "writable_file = h5py.File(tempfile.mktemp('.hdf5'), 'w')",
            "tmp_path": "import pathlib\nimport tempfile\ntmp_path = pathlib.Path(tempfile.mkdtemp())"}

def emit(stem, imports, defs, classes, cname, m, row):
    order = mro(classes, cname) if cname else []
    used = set()
    rw = Rewrite(classes, order, used)
    rw.current = cname
    def conv(fn, owner):
        rw.current = owner
        fn = copy.deepcopy(fn)
        fn.decorator_list = []
        body = []
        for s in strip_doc(fn.body):
            r = rw.visit(s)
            if r is None: continue
            body += r if isinstance(r, list) else [r]
        fn.body = body or [ast.Pass()]
        return fn
    test = conv(m, cname)
    top = []
    for args, val in row:
        top.append(ast.Assign(targets=[ast.Name(args, ast.Store())], value=val))
    bound = {a for a, _ in row}
    for a in m.args.args[(1 if cname else 0):]:
        if a.arg in bound: continue
        if a.arg in FIXTURES:
            top += ast.parse(FIXTURES[a.arg]).body
        else:
            raise Skip("fixture " + a.arg)
    if any(isinstance(x, (ast.Return, ast.Yield)) for s in test.body for x in ast.walk(s) if not isinstance(x, ast.FunctionDef)):
        if any(isinstance(x, ast.Yield) for s in test.body for x in ast.walk(s)):
            raise Skip("yield")
    methods, todo = {}, []
    c, su = rw.method_of("setUp") if cname else (None, None)
    if su is not None:
        used.add(("method", c, "setUp"))
    attrs = []
    for k in reversed(order):
        for n in classes[k].body:
            if isinstance(n, ast.Assign) and len(n.targets) == 1 and isinstance(n.targets[0], ast.Name):
                attrs.append(ast.Assign(targets=[ast.Attribute(ast.Name("self", ast.Load()), n.targets[0].id, ast.Store())], value=n.value))
            elif isinstance(n, ast.FunctionDef) and any(isinstance(d, ast.Name) and d.id in ("property", "classmethod", "staticmethod") for d in n.decorator_list):
                if n.name in ast.unparse(m): raise Skip("property")
    while True:
        new = [u for u in used if isinstance(u, tuple) and u not in methods]
        if not new: break
        for u in new:
            fn = next(x for x in classes[u[1]].body if isinstance(x, ast.FunctionDef) and x.name == u[2])
            fn = conv(fn, u[1])
            fn.name = "m_%s_%s" % (u[1], u[2])
            methods[u] = fn
    body = top + attrs
    calls = []
    base = "f" if not cname else None
    uses_base = False
    if cname and su is None:
        calls += ast.parse("_base_setUp(self)").body; uses_base = True
    elif cname:
        calls += ast.parse("m_%s_setUp(self)" % c).body
    src_nodes = list(methods.values()) + test.body + attrs
    if "_base_setUp" in names_in(src_nodes): uses_base = True
    # the test body inside a function: locals stay local, as in the original
    tfn = ast.FunctionDef(name=m.name, args=ast.arguments(posonlyargs=[], args=[ast.arg("self")] if cname else [], kwonlyargs=[], kw_defaults=[], defaults=[]), body=test.body, decorator_list=[], returns=None, type_params=[])
    calls += ast.parse("%s(%s)" % (m.name, "self" if cname else "")).body
    need = names_in(src_nodes + top)
    extra, seen = [], set()
    todo = [n for n in need if n in defs or n in classes]
    while todo:
        n = todo.pop()
        if n in seen: continue
        seen.add(n)
        if n in classes and n not in defs:
            raise Skip("class " + n)
        d = copy.deepcopy(defs[n])
        if isinstance(d, ast.FunctionDef):
            if d.decorator_list: raise Skip("decorated helper")
            d = conv(d, None)
        extra.append((getattr(defs[n], "lineno", 0), d))
        todo += [x for x in names_in([d]) if x in defs or x in classes]
    for n in need:
        if n in PRELUDE and PRELUDE[n]: used.add(n)
    text = []
    mods = "\n".join(ast.unparse(i) for i in imports)
    allnames = names_in(src_nodes + top + [d for _, d in extra])
    head = []
    for i in imports:
        keep = [a for a in i.names if (a.asname or a.name.split(".")[0]) in allnames]
        if keep:
            j = copy.deepcopy(i); j.names = keep; head.append(ast.unparse(j))
    hs = "\n".join(head)
    pre = [u for u in used if isinstance(u, str)]
    for u in list(pre):
        pre += [x for x in NEEDS.get(u, []) if x not in pre]
    if "mktemp" in pre or "tempfile" in ast.unparse(ast.fix_missing_locations(ast.Module(list(top), []))) or uses_base:
        if "import tempfile" not in hs: hs += "\nimport tempfile"
    if "np" not in hs and any("np." in (PRELUDE[u] or "") for u in pre): hs += "\nimport numpy as np"
    if uses_base or "h5py." in ast.unparse(ast.fix_missing_locations(ast.Module(list(top), []))):
        if "import h5py" not in hs.split("\n"): hs = "import h5py\n" + hs
    if cname: hs += "\nfrom types import SimpleNamespace"
    text.append(hs)
    for u in sorted(set(pre)):
        text.append(PRELUDE[u] or "")
    if uses_base:
        text.append("def _base_setUp(self):\n    self.f = h5py.File(tempfile.mktemp('.hdf5'), 'w')\n")
    for _, d in sorted(extra, key=lambda x: x[0]):
        text.append(ast.unparse(ast.fix_missing_locations(d)))
    for u, fn in methods.items():
        text.append(ast.unparse(ast.fix_missing_locations(fn)))
    text.append(ast.unparse(ast.fix_missing_locations(tfn)))
    if cname: text.append("self = SimpleNamespace()")
    text.append(ast.unparse(ast.fix_missing_locations(ast.Module(body + calls, []))))
    text.append("print('ok')")
    return "\n".join(t for t in text if t.strip()) + "\n"

def jobs(defs, classes):
    """Yields the class, or None, and the node of each test."""
    for node in defs.values():
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield None, node
    for name in classes:
        seen = set()
        for owner in mro(classes, name):
            for node in classes[owner].body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and node.name not in seen:
                    seen.add(node.name)
                    yield name, node


def main(folder):
    out = {}
    for path in sorted(glob.glob(folder + "/test_*.py") + glob.glob(folder + "/test_vds/test_*.py")):
        stem = os.path.basename(path)[5:-3]
        imports, defs, classes = load_file(path)
        for owner, node in jobs(defs, classes):
            try:
                rows = [[]]
                for names, values in params_of(node.decorator_list):
                    rows = [r + list(zip(names, v)) for r in rows for v in values]
                for i, row in enumerate(rows):
                    name = "__".join(x for x in (stem, owner or "", node.name, "p%d" % i if len(rows) > 1 else "") if x)
                    out[name] = emit(stem, imports, defs, classes, owner, node, row)
            except Skip:
                pass
    json.dump(out, sys.stdout)


main(sys.argv[1])
