"""Help, errors and results of argparse: options of all kinds."""
import os
os.environ["COLUMNS"] = "80"
import argparse, sys, io, contextlib
def run(p, *args):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            ns = p.parse_args(list(args))
        print(args, ns)
    except SystemExit as e:
        print(args, 'exit', e.code)
    print(out.getvalue() + err.getvalue(), end='')
p = argparse.ArgumentParser(prog='tool', description='Convert detector frames into a virtual data set. This text is long enough to need wrapping over several lines of the terminal, as help texts are.', epilog='See the manual.\nSecond line.', fromfile_prefix_chars='@')
p.add_argument('input', nargs='+', help='input files, at least one')
p.add_argument('-o', '--output', metavar='FILE', default='out.h5', help='output file (default: %(default)s)')
p.add_argument('-n', '--frames', type=int, help='number of frames')
p.add_argument('--scale', type=float, default=1.5, help='a scale with a rather long explanation that has to be wrapped because it does not fit on a line: %(type)s')
p.add_argument('-v', '--verbose', action='count', default=0, help='more output')
p.add_argument('--mode', choices=['r', 'w', 'a'], default='r', help='one of %(choices)s')
p.add_argument('--flag', action='store_true')
p.add_argument('--no-flag', dest='flag', action='store_false', help=argparse.SUPPRESS)
p.add_argument('--version', action='version', version='%(prog)s 1.2')
p.add_argument('--shape', nargs=3, type=int, metavar=('NX', 'NY', 'NZ'))
p.add_argument('--opt', nargs='?', const='c', default='d')
p.add_argument('--rest', nargs='*')
p.add_argument('--const', action='store_const', const=42)
p.add_argument('--app', action='append', type=int, help='append')
p.add_argument('--bool', action=argparse.BooleanOptionalAction, default=True, help='bool opt')
p.add_argument('--ext', action='extend', nargs='+')
g = p.add_argument_group('compression', 'How chunks are compressed.')
g.add_argument('--gzip', type=int, default=4, help='level')
m = g.add_mutually_exclusive_group()
m.add_argument('--lzf', action='store_true')
m.add_argument('--szip', action='store_true')
for a in [['-h'], ['--version'], [], ['a'], ['a','b','-o','x','-vvv','-n','3'], ['a','-n','x'], ['a','--mode','z'], ['a','--lzf','--szip'], ['a','--shape','1','2'], ['a','--shape','1','2','3'], ['a', '--sc=2'], ['a','--unknown'], ['a','--opt'], ['a','--opt','e'], ['a','--rest'], ['a','--rest','1','2','--const'], ['a','--app','1','--app','2'], ['a','--no-bool'], ['a','--ext','1','2','--ext','3'], ['a','-n'], ['--','-a'], ['a','--fl'], ['a','--f'], ['-vno3','a'], ['-n3','a'], ['a','--frames=7'],['a','-n=7'],['a','--flag=1']]:
    run(p, *a)
p.print_usage()
print(p.format_usage())
