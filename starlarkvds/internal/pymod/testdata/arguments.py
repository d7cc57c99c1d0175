# argparse.
import argparse, sys
def parser(**k):
    p = argparse.ArgumentParser(prog="prog", description="What it does, at some length so that the text has to be folded into two lines of help.", epilog="The end.", **k)
    p.add_argument("file", help="the file to read")
    p.add_argument("out", nargs="?", default="-", help="output (default: %(default)s)")
    p.add_argument("-v", "--verbose", action="count", default=0, help="say more")
    p.add_argument("-n", "--number", type=int, metavar="N", help="a number")
    p.add_argument("--mode", choices=["r", "w"], default="r")
    p.add_argument("--flag", action="store_true")
    p.add_argument("--no-thing", dest="thing", action="store_false")
    p.add_argument("--list", nargs="+", type=float, help="some numbers " * 8)
    p.add_argument("--pair", nargs=2, metavar=("A", "B"))
    p.add_argument("-a", "--add", action="append")
    p.add_argument("--const", action="store_const", const=42)
    p.add_argument("--opt", nargs="?", const="c", default="d")
    p.add_argument("--hidden", help=argparse.SUPPRESS)
    g = p.add_mutually_exclusive_group()
    g.add_argument("--x", action="store_true")
    g.add_argument("--y", action="store_true")
    return p
def run(p, line):
    try:
        print(p.parse_args(line.split()))
    except SystemExit as e:
        print("exit", e.code)
import io, contextlib
for line in ("in", "in out -vv -n 5", "--mode w in --flag --no-thing", "in --list 1 2.5 -v", "--pair a b in", "-a1 in -a 2 --add=3", "in --const --opt", "in --opt q --verb",
             "-n5 in", "-vn 7 in", "in -n -3", "in -- -x", "", "in -n x", "in --mode q", "in --bad", "in --pair a", "in --x --y", "in a b", "in -n", "in --list", "in --flag=3", "-5 in", "in --x"):
    print("$", line)
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        run(parser(), line)
    print(err.getvalue(), end="")
print(parser().format_help())
print(parser(formatter_class=argparse.ArgumentDefaultsHelpFormatter, add_help=False).format_help())
p = argparse.ArgumentParser(prog="git", usage="%(prog)s [x]")
p.add_argument("--version", action="version", version="%(prog)s 1.0")
s = p.add_subparsers(dest="cmd", required=True, help="commands")
a = s.add_parser("add", help="add things", aliases=["a"])
a.add_argument("what", nargs="*")
a.set_defaults(func=lambda ns: "added")
c = s.add_parser("commit", help="commit it")
c.add_argument("-m", required=True)
ns = p.parse_args(["add", "x", "y"])
print(ns.cmd, ns.what, ns.func(ns))
print(p.parse_args(["commit", "-m", "msg"]))
err = io.StringIO()
with contextlib.redirect_stderr(err):
    run(p, "commit"); run(p, ""); run(p, "push")
print(err.getvalue())
run(p, "--version")
run(p, "--help")
p = argparse.ArgumentParser(prog="q", allow_abbrev=False)
p.add_argument("-o", type=lambda s: s.upper())
p.add_argument("rest", nargs=argparse.REMAINDER)
print(p.parse_args(["-o", "x", "a", "-b", "c"]), p.parse_known_args([]))
p = argparse.ArgumentParser(prog="q")
g = p.add_argument_group("special", "things that are special")
g.add_argument("--foo", action=argparse.BooleanOptionalAction, default=True)
g.add_argument("bar", nargs="*", type=int)
print(p.parse_args(["--no-foo", "1", "2"]), p.parse_known_args(["3", "--zip", "4"]), p.parse_args([]))
print(p.format_usage())
class Up(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (values.upper(), option_string))
p.add_argument("--up", action=Up)
print(p.parse_args(["--up", "x"]), argparse.Namespace(a=1) == argparse.Namespace(a=1), "a" in argparse.Namespace(a=1))
