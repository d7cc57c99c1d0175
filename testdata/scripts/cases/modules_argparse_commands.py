"""Help, errors and results of argparse: commands, parents, formatters, types."""
import os
os.environ["COLUMNS"] = "80"
import argparse, io, contextlib, pathlib, sys, enum
def run(p, *args):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            ns = p.parse_args(list(args))
        print(args, sorted((k, v) for k, v in vars(ns).items() if k != 'func'))
        if hasattr(ns, 'func'): print(ns.func(ns))
    except SystemExit as e:
        print(args, 'exit', e.code)
    print(out.getvalue() + err.getvalue(), end='')
def conv(args): return 'conv', args.src
p = argparse.ArgumentParser('h5tool', formatter_class=argparse.ArgumentDefaultsHelpFormatter, description='Tool')
p.add_argument('--debug', action='store_true', help='debug it')
sub = p.add_subparsers(title='commands', dest='cmd', metavar='COMMAND', required=True, help='what to do')
c = sub.add_parser('convert', aliases=['cv'], help='convert files', description='Converts.', formatter_class=argparse.RawDescriptionHelpFormatter, epilog='line 1\n  line 2')
c.add_argument('src', type=pathlib.Path, help='source')
c.add_argument('dst', nargs='?', default='out', help='dest')
c.set_defaults(func=conv)
i = sub.add_parser('info', help='show info')
i.add_argument('files', nargs='*', help='files')
i.add_argument('--depth', type=int, default=3, choices=range(1, 5), help='depth')
for a in [['-h'], [], ['convert'], ['convert','-h'], ['cv','a'], ['info','-h'], ['info','x','--depth','9'], ['info','x','y','--depth','2'], ['bad'], ['--debug','info']]:
    run(p, *a)
q = argparse.ArgumentParser(prog='q', add_help=False, parents=[], usage='%(prog)s [options] x', allow_abbrev=False, argument_default=argparse.SUPPRESS)
q.add_argument('--a'); q.add_argument('--long-name', dest='ln')
run(q); run(q, '--a', '1'); run(q, '--long', '1'); run(q, '--long-name', '-1')
par = argparse.ArgumentParser(add_help=False)
par.add_argument('--common', help='common opt')
r = argparse.ArgumentParser(prog='r', parents=[par], formatter_class=argparse.RawTextHelpFormatter)
r.add_argument('x', help='x is\n  two lines', type=float)
r.add_argument('-q', '--quiet', action='store_true', help='quiet')
run(r, '-h'); run(r, '-1.5'); run(r, '1e3', '-q'); run(r, 'zz')
print(r.parse_known_args(['1', '--zzz', 'k']))
def positive(s):
    v = int(s)
    if v <= 0: raise argparse.ArgumentTypeError(f'{v} is not positive')
    return v
s = argparse.ArgumentParser(prog='s')
s.add_argument('--n', type=positive, required=True)
s.add_argument('--file', type=argparse.FileType('w'), default='-')
run(s, '--n', '0'); run(s, '--n', 'q'); run(s)
class Color(enum.Enum):
    RED='red'; BLUE='blue'
    def __str__(self): return self.value
t = argparse.ArgumentParser(prog='t', formatter_class=argparse.MetavarTypeHelpFormatter)
t.add_argument('--color', type=Color, choices=list(Color), default=Color.RED, help='c')
t.add_argument('num', type=int)
run(t, '--color', 'blue', '3'); run(t, '--color', 'green', '3'); run(t, '-h')
class Act(argparse.Action):
    def __init__(self, option_strings, dest, nargs=None, **kw):
        super().__init__(option_strings, dest, **kw)
    def __call__(self, parser, ns, values, option_string=None):
        setattr(ns, self.dest, ('act', values, option_string))
u = argparse.ArgumentParser(prog='u'); u.add_argument('--z', action=Act); u.add_argument('pos', action=Act)
run(u, '--z', '1', 'p')
ns = argparse.Namespace(a=1, b='x'); print(ns, ns == argparse.Namespace(a=1, b='x'), 'a' in ns)
v = argparse.ArgumentParser(prog='v', exit_on_error=False); v.add_argument('--i', type=int)
try: v.parse_args(['--i', 'x'])
except argparse.ArgumentError as e: print('AE', e)
w = argparse.ArgumentParser(prog='w'); w.add_argument('a', nargs=argparse.REMAINDER); run(w, 'x', '-y', '--z')
try: p.error('custom message')
except SystemExit as e: print('status', e.code)
