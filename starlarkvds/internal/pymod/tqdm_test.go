package pymod_test

import (
	"testing"
)

// TestProgressBar compares the text of bars with that of the package tqdm
// 4.70, which is no part of the machines that run tests.
func TestProgressBar(t *testing.T) {
	s := newSession(t.TempDir())
	defer s.env.Close()
	err := s.run("<test>", `
import io, sys, tqdm
from tqdm import tqdm as bar, trange
f = bar.format_meter
for a in [(0, 10, 0.0), (4, 10, 2.0), (10, 10, 3.5), (3, None, 1.0), (5, 7, 0.5)]:
    print(f(*a) + "$" + f(*a, ncols=60) + "$")
print(f(4, 10, 2.0, prefix='load', unit='file', postfix='loss=0.1'))
print(f(123456, 1000000, 20, unit='B', unit_scale=True, unit_divisor=1024))
print(f(5, 10, 4000), f(1, 3, 1, ascii=True, ncols=50))
o = io.StringIO()
with bar(total=3, file=o, ncols=40, mininterval=0, bar_format='{desc}{n}/{total}{postfix}', desc='d') as b:
    b.update(); b.update(2); b.set_postfix(loss=0.12345, n=3)
print(repr(o.getvalue()))
o = io.StringIO()
with tqdm.tqdm(total=1, file=o, bar_format='{n}', leave=False) as b:
    b.update()
    bar.write("line", file=o)
print(repr(o.getvalue()), sum(bar(range(5))), list(trange(2, disable=True)))
b = bar(total=2, disable=True); b.update(); print(b.n, len(b), tqdm.trange is trange)
try:
    bar([1], nonsense=1)
except KeyError as e:
    print(e)
`)
	if err != nil {
		t.Fatal(err)
	}
	const want = `  0%|          | 0/10 [00:00<?, ?it/s]$  0%|                                | 0/10 [00:00<?, ?it/s]$
 40%|████      | 4/10 [00:02<00:03,  2.00it/s]$ 40%|█████████▌              | 4/10 [00:02<00:03,  2.00it/s]$
100%|██████████| 10/10 [00:03<00:00,  2.86it/s]$100%|███████████████████████| 10/10 [00:03<00:00,  2.86it/s]$
3it [00:01,  3.00it/s]$3it [00:01,  3.00it/s]$
 71%|███████▏  | 5/7 [00:00<00:00, 10.00it/s]$ 71%|█████████████████▊       | 5/7 [00:00<00:00, 10.00it/s]$
load:  40%|████      | 4/10 [00:02<00:03,  2.00file/s, loss=0.1]
 12%|█▏        | 121k/977k [00:20<02:22, 6.17kB/s]
 50%|█████     | 5/10 [1:06:40<1:06:40, 800.00s/it]  33%|#####          | 1/3 [00:01<00:02,  1.00it/s]
'\rd0/3\rd1/3\rd3/3\rd3/3, loss=0.123, n=3\rd3/3, loss=0.123, n=3\n'
'\r0\r \rline\n\r1\r \r' 10 [0, 1]
1 2 True
"Unknown argument(s): {'nonsense': 1}"
`
	if got := s.out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestRefusedModules checks that modules that cannot be had say why.
func TestRefusedModules(t *testing.T) {
	for name, want := range map[string]string{
		"subprocess": "ImportError: subprocess is not supported: scripts start no other programs; call the program from a shell around vdscript",
		"decimal":    "ImportError: decimal is not supported: use float, or fractions.Fraction where results must be exact",
	} {
		s := newSession(t.TempDir())
		if err := s.run("<test>", "import "+name); err == nil || err.Error() != want {
			t.Errorf("import %s: %v, want %s", name, err, want)
		}
		s.env.Close()
	}
}
