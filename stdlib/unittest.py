"""Tests as methods of classes."""

import sys


class SkipTest(Exception):
    """Raised by a test that skips itself."""


_classes = []  # the test classes, as they were made


class _Raises:
    def __init__(self, test, expected, pattern=None):
        self.test, self.expected, self.pattern = test, expected, pattern
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            names = [e.__name__ for e in (self.expected if isinstance(self.expected, tuple) else (self.expected,))]
            self.test.fail(f"{' or '.join(names)} not raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = error
        if self.pattern is not None:
            import re
            if not re.search(self.pattern, str(error)):
                self.test.fail(f'"{self.pattern}" does not match "{error}"')
        return True


class TestCase:
    """A class of tests; each method test... is one."""

    failureException = AssertionError

    def __init_subclass__(cls, **kwargs):
        _classes.append(cls)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

    @classmethod
    def setUpClass(cls):
        """Runs before the first test of the class."""

    @classmethod
    def tearDownClass(cls):
        """Runs after the last test of the class."""

    def setUp(self):
        """Runs before each test."""

    def tearDown(self):
        """Runs after each test."""

    def id(self):
        """Returns the name of the test."""
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def addCleanup(self, function, /, *args, **kwargs):
        """Has a function called after the test."""
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        """Calls what addCleanup registered, last first."""
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def run(self):
        """Runs the test."""
        self.setUp()
        try:
            getattr(self, self._testMethodName)()
        finally:
            self.tearDown()
            self.doCleanups()

    def skipTest(self, reason):
        """Skips the test."""
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        """Is a part of a test."""
        from contextlib import nullcontext
        return nullcontext()

    def fail(self, msg=None):
        """Fails."""
        raise self.failureException(msg)

    def _test(self, ok, text, msg):
        if not ok:
            raise self.failureException(text if msg is None else f"{text} : {msg}")

    def assertTrue(self, expr, msg=None):
        self._test(expr, f"{expr!r} is not true", msg)

    def assertFalse(self, expr, msg=None):
        self._test(not expr, f"{expr!r} is not false", msg)

    def assertEqual(self, first, second, msg=None):
        self._test(first == second, f"{first!r} != {second!r}", msg)

    def assertNotEqual(self, first, second, msg=None):
        self._test(first != second, f"{first!r} == {second!r}", msg)

    def assertIs(self, expr1, expr2, msg=None):
        self._test(expr1 is expr2, f"{expr1!r} is not {expr2!r}", msg)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._test(expr1 is not expr2, f"unexpectedly identical: {expr1!r}", msg)

    def assertIsNone(self, obj, msg=None):
        self._test(obj is None, f"{obj!r} is not None", msg)

    def assertIsNotNone(self, obj, msg=None):
        self._test(obj is not None, "unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        self._test(member in container, f"{member!r} not found in {container!r}", msg)

    def assertNotIn(self, member, container, msg=None):
        self._test(member not in container, f"{member!r} unexpectedly found in {container!r}", msg)

    def assertIsInstance(self, obj, cls, msg=None):
        self._test(isinstance(obj, cls), f"{obj!r} is not an instance of {cls!r}", msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._test(not isinstance(obj, cls), f"{obj!r} is an instance of {cls!r}", msg)

    def assertLess(self, a, b, msg=None):
        self._test(a < b, f"{a!r} not less than {b!r}", msg)

    def assertLessEqual(self, a, b, msg=None):
        self._test(a <= b, f"{a!r} not less than or equal to {b!r}", msg)

    def assertGreater(self, a, b, msg=None):
        self._test(a > b, f"{a!r} not greater than {b!r}", msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._test(a >= b, f"{a!r} not greater than or equal to {b!r}", msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff = abs(first - second)
        if delta is not None:
            self._test(first == second or diff <= delta, f"{first!r} != {second!r} within {delta!r} delta ({diff!r} difference)", msg)
            return
        places = 7 if places is None else places
        self._test(first == second or round(diff, places) == 0, f"{first!r} != {second!r} within {places!r} places ({diff!r} difference)", msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff = abs(first - second)
        if delta is not None:
            self._test(first != second and diff > delta, f"{first!r} == {second!r} within {delta!r} delta ({diff!r} difference)", msg)
            return
        places = 7 if places is None else places
        self._test(first != second and round(diff, places) != 0, f"{first!r} == {second!r} within {places!r} places", msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            self._test(item in rest, f"Element counts were not equal: {first!r} and {second!r}", msg)
            rest.remove(item)
        self._test(not rest, f"Element counts were not equal: {first!r} and {second!r}", msg)

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        self._test(re.search(expected_regex, text), f"Regex didn't match: {expected_regex!r} not found in {text!r}", msg)

    def assertRaises(self, expected, *args, **kwargs):
        context = _Raises(self, expected)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected, pattern, *args, **kwargs):
        context = _Raises(self, expected, pattern)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertSequenceEqual = assertMultiLineEqual = assertEqual


def skip(reason):
    """Marks a test or a class as skipped."""

    def mark(thing):
        if isinstance(thing, type):
            thing.__unittest_skip__ = reason
            return thing

        def skipped(*args, **kwargs):
            raise SkipTest(reason)

        return skipped

    return mark


def skipIf(condition, reason):
    """Marks a test as skipped if a condition holds."""
    return skip(reason) if condition else _same


def skipUnless(condition, reason):
    """Marks a test as skipped unless a condition holds."""
    return _same if condition else skip(reason)


def _same(thing):
    return thing


def main(module="__main__", exit=True, verbosity=1):
    """Runs the tests of all classes that the script made."""
    sys.stdout.flush()
    failed, ran = 0, 0
    for cls in _classes:
        if cls.__module__ != module or getattr(cls, "__unittest_skip__", None):
            continue
        cls.setUpClass()
        for name in sorted([n for n in dir(cls) if n.startswith("test")]):
            ran += 1
            try:
                cls(name).run()
            except SkipTest:
                pass
            except Exception as e:
                failed += 1
                sys.stderr.write(f"FAIL: {name}: {type(e).__name__}: {e}\n")
        cls.tearDownClass()
    sys.stderr.write(f"Ran {ran} test{'' if ran == 1 else 's'}\n\n{'FAILED (failures=' + str(failed) + ')' if failed else 'OK'}\n")
    if exit:
        sys.exit(1 if failed else 0)
