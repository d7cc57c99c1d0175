# unittest's asserts and warnings.
import unittest, warnings
class T(unittest.TestCase):
    def test_all(self):
        self.assertEqual(1, 1); self.assertIn(1, [1]); self.assertIsNone(None); self.assertAlmostEqual(1, 1.00000001); self.assertCountEqual([1, 2], [2, 1])
        with self.assertRaises(ValueError) as cm:
            raise ValueError("boom")
        print(cm.exception)
        self.assertRaises(KeyError, {}.__getitem__, 1) if False else None
        with self.assertRaisesRegex(ValueError, "bo+m"):
            raise ValueError("boom")
t = T("test_all")
t.run()
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
show(t.assertEqual, 1, 2); show(t.assertEqual, 1, 2, "why"); show(t.assertTrue, 0); show(t.assertFalse, [1]); show(t.assertIs, 1, None); show(t.assertIsNone, 3)
show(t.assertIn, 1, [2]); show(t.assertNotIn, 2, [2]); show(t.assertLess, 2, 1); show(t.assertGreaterEqual, 1, 2); show(t.assertAlmostEqual, 1, 2); show(t.assertAlmostEqual, 1, 2, delta=0.5)
show(t.assertIsInstance, 1, str); show(t.assertIsNotNone, None); show(t.fail, "no"); show(t.skipTest, "later"); show(t.assertNotEqual, 1, 1); show(t.assertRegex, "abc", "x+")
def none():
    with t.assertRaises(ValueError):
        pass
show(none)
print(t.id())
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always")
    warnings.warn("careful"); warnings.warn("old", DeprecationWarning); warnings.warn(RuntimeWarning("run"))
    print([(str(w.message), w.category.__name__) for w in got])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("hidden")
with warnings.catch_warnings():
    warnings.filterwarnings("error", "bad", UserWarning)
    show(warnings.warn, "bad thing")
show(warnings.simplefilter, "nonsense"); show(warnings.warn, "x", int)
