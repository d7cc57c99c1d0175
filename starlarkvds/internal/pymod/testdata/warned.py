# Filters of warnings, and the texts of exceptions.
import re
def text(lines): return re.sub(r'File ".*?"', "File", "".join(lines))
import warnings, sys, traceback
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("text", RuntimeWarning)
    warnings.warn("mine", DeprecationWarning)
    print(len(w), [(str(x.message), x.category.__name__, x.lineno) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("text", RuntimeWarning)
    warnings.warn("silent")
warnings.filterwarnings("error", category=RuntimeWarning)
try:
    warnings.warn("text", RuntimeWarning)
    print("no error")
except RuntimeWarning as e:
    print("caught", repr(e))
warnings.resetwarnings()
def f(): warnings.warn("deep", stacklevel=2)
f()
f(); f()
for i in range(2): warnings.warn("loop %d" % i)
for i in range(2): warnings.warn("same")
warnings.filterwarnings("ignore", message="hid.*")
warnings.warn("hidden"); warnings.warn("shown", FutureWarning)
def show(*a, **k): print("show", a[0], a[1].__name__, a[3])
warnings.showwarning = show
warnings.warn("x", UserWarning)
def g():
    try:
        1/0
    except ZeroDivisionError:
        traceback.print_exc()
        print(text(traceback.format_exc()))
        raise ValueError("two")
try:
    g()
except ValueError as e:
    print(text(traceback.format_exc()), [text([x]) for x in traceback.format_exception(e)], traceback.format_exception_only(e))
    print([(x.lineno, x.name) for x in traceback.extract_tb(e.__traceback__)])
    print(traceback.extract_tb(sys.exc_info()[2])[-1].lineno, e.__traceback__.tb_next.tb_frame.f_code.co_name)
    print(text(traceback.format_exception(type(e), e, e.__traceback__, chain=False)))
print([f.name for f in traceback.extract_stack()])
traceback.print_exc()
