def show(f, *args):
    try:
        r = f(*args)
        print("ok", r)
    except ZeroDivisionError as e:
        print("zero", e)
    except (KeyError, IndexError) as e:
        print("lookup", type(e).__name__, e, e.args)
    except Exception as e:
        print("other", type(e).__name__, e)
    else:
        print("else")
    finally:
        print("finally")


show(lambda: 1 / 0)
show(lambda: [][1])
show(lambda: {}["a"])
show(lambda: int("x"))
show(lambda: None.foo)
show(lambda: undefined_name)
show(lambda: "a" + 1)
show(lambda: 5)
show(lambda: 5())
show(lambda: [1, 2].index(3))


def nested():
    try:
        try:
            raise ValueError("one")
        except ValueError as e:
            raise TypeError("two") from e
    except TypeError as e:
        print(repr(e), repr(e.__cause__), e.__suppress_context__)
    try:
        try:
            raise ValueError("one")
        finally:
            print("cleanup")
    except ValueError as e:
        print("outer", e)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise
    except ArithmeticError as e:
        print("again", e)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError("ctx")
    except KeyError as e:
        print(repr(e.__context__))
    try:
        raise ValueError
    except ValueError as e:
        print(repr(e), e.args)
    try:
        raise "text"
    except TypeError as e:
        print(e)
    try:
        raise
    except RuntimeError as e:
        print(e)


nested()


def loops():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append("f%d" % i)
    return out


print(loops())


def returns():
    try:
        return "try"
    finally:
        print("in finally")


print(returns())


def override():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


print(override())


class MyError(Exception):
    pass


class Rich(ValueError):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code

    def __str__(self):
        return "[%d] %s" % (self.code, self.args[0])


try:
    raise MyError("mine", 5)
except MyError as e:
    print(repr(e), e, e.args)
try:
    raise Rich(7, "bad")
except ValueError as e:
    print(e, e.code, repr(e), isinstance(e, Rich))
try:
    raise OSError(2, "No such file or directory", "x.h5")
except FileNotFoundError as e:
    print(e, e.errno, e.strerror, e.filename)
try:
    assert 1 == 2, "math"
except AssertionError as e:
    print("assert", e)
try:
    assert []
except AssertionError as e:
    print("assert", repr(e))
try:
    x = 1
    del x
    print(x)
except NameError as e:
    print(e)


def local():
    print(y)
    y = 1


try:
    local()
except UnboundLocalError as e:
    print(e)
try:
    a, b = 1, 2, 3
except ValueError as e:
    print(e)
try:
    a, b = [1]
except ValueError as e:
    print(e)
try:
    a, *b = 5
except TypeError as e:
    print(e)
try:
    import no_such_module_at_all
except ImportError as e:
    print(type(e).__name__, e)
print(issubclass(MyError, Exception), MyError.__mro__)
e = ValueError("x")
e.extra = 5
print(e.extra)
try:
    raise e
except ValueError as f:
    print(f is e)
try:
    print(f)
except NameError as err:
    print(err)
