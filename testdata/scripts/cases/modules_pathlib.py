"""Paths of both systems, and what pathlib does with files."""
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
import os, pathlib, shutil, stat
p = PurePosixPath('/a/b/c.tar.gz'); print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, list(map(str, p.parents)), p.parts, p.root, p.drive, p.anchor, p.with_name('x'), p.with_suffix('.h5'), p.with_stem('q'), p / 'd', p.joinpath('e', 'f'), p.relative_to('/a'), p.is_relative_to('/z'), p.is_absolute(), p.as_posix(), p.match('*.gz'), p.match('b/*.gz'), p.as_uri(), bytes(p), p.parents[0], len(p.parents), '/x' / PurePosixPath('y'), hash(p) == hash(PurePosixPath('/a/b/c.tar.gz')), p < PurePosixPath('/b'))
for s in ['.', '', 'a/', '//a', '///a', 'a//b/./c', '../x', 'a/..', '.bashrc', 'x.', 'a.b/']: q = PurePosixPath(s); print(repr(q), q.name, q.stem, q.suffix, q.parts, q.parent)
w = PureWindowsPath(r'C:\data\run.h5'); print(w, repr(w), w.name, w.drive, w.root, w.anchor, w.parts, w.as_posix(), w.parent, w.with_suffix('.x'), w == PureWindowsPath('c:/DATA/run.h5'))
for f in [lambda: p.relative_to('/z'), lambda: PurePosixPath('a').relative_to('/a'), lambda: p.with_suffix('x'), lambda: PurePosixPath('/').with_name('a'), lambda: p.with_name('a/b'), lambda: Path('nofile').read_text(), lambda: Path('nodir').iterdir().__next__(), lambda: Path('a') / 3, lambda: PurePath(5), lambda: Path('nofile').stat(), lambda: Path('nofile').unlink(), lambda: Path('.').mkdir(), lambda: PurePosixPath('a').as_uri()]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = Path('work'); d.mkdir(); (d / 'sub' / 'deep').mkdir(parents=True, exist_ok=True); f = d / 'a.txt'; print(f.write_text('héllo\nline2\n', encoding='utf-8'), f.read_text(encoding='utf-8'), f.read_bytes(), f.write_bytes(b'123'), f.stat().st_size, f.exists(), f.is_file(), f.is_dir(), d.is_dir(), f.suffix)
for n in ['b.h5', 'c.h5', 'sub/d.h5', 'sub/deep/e.h5', '.hid']: (d / n).touch()
print(sorted(map(str, d.glob('*.h5'))), sorted(map(str, d.glob('**/*.h5'))), sorted(map(str, d.rglob('*.h5'))), sorted(x.name for x in d.iterdir()), sorted(map(str, d.glob('*'))), sorted(map(str, d.glob('**'))), sorted(map(str, d.glob('sub/*.h5'))), sorted(map(str, d.glob('[bc].h5'))), sorted(map(str, d.rglob('deep'))))
g = f.rename(d / 'r.txt'); print(g, f.exists(), g.replace(f)); f.unlink(); f.unlink(missing_ok=True); (d / 'link').symlink_to('b.h5'); print((d / 'link').is_symlink(), (d / 'link').readlink(), (d / 'link').resolve().name, (d / 'link').lstat().st_size)
with (d / 'b.h5').open('w') as h: h.write('x')
print((d / 'b.h5').samefile(d / 'link'), Path('work').resolve() == Path.cwd() / 'work', Path('a').absolute() == Path.cwd() / 'a', Path('~').expanduser() == Path.home(), (d / 'sub/../b.h5').resolve().name, os.fspath(f), str(Path()), Path('a', 'b'), Path(Path('x'), 'y'), isinstance(f, PurePosixPath), type(f).__name__)
(d / 'b.h5').chmod(0o600); print(oct((d / 'b.h5').stat().st_mode), stat.S_ISDIR(d.stat().st_mode), stat.filemode((d / 'b.h5').stat().st_mode)); os.link(d / 'b.h5', d / 'hard'); print((d / 'hard').stat().st_nlink, (d / 'b.h5').stat().st_blocks >= 0); (d / 'hl2').hardlink_to(d / 'b.h5'); print((d/'hl2').stat().st_nlink)
try: d.rmdir()
except OSError as e: print(e)
shutil.rmtree(d); print(d.exists(), sorted([Path('b'), Path('a')]), {Path('a'): 1}[Path('a')], f'{Path("a")!s:>5}', Path('a') == 'a', Path('x.h5').with_suffix(''), Path('/a/b').parent.parent.parent, Path('a/b').is_relative_to('a'), [x for x in Path('a/b/c').parents], PurePath('a') / PurePath('/b'), Path.cwd().is_absolute(), Path('a/b').as_posix(), Path('/').name == '')
