"""Executors, pools and processes, as scripts use them to read many files."""
import concurrent.futures as cf
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor, as_completed, wait
from multiprocessing import Pool, cpu_count, Process, Queue
import multiprocessing as mp
def sq(x): return x * x
def bad(x):
    if x == 2: raise ValueError('two')
    return x
if __name__ == '__main__':
    with ThreadPoolExecutor(max_workers=4) as ex:
        print(list(ex.map(sq, range(5))), ex.submit(sq, 7).result())
        fs = {ex.submit(bad, i): i for i in range(4)}
        for f in sorted(as_completed(fs), key=lambda f: fs[f]):
            try: print(fs[f], f.result(), f.done(), f.exception())
            except ValueError as e: print('VE', e)
        print(cf.wait(fs).not_done)
    with ProcessPoolExecutor() as ex: print(list(ex.map(sq, [1, 2], chunksize=2)))
    with Pool(2) as p: print(p.map(sq, [1, 2, 3]), p.starmap(pow, [(2, 3)]), list(p.imap(sq, [4])), sorted(p.imap_unordered(sq, [1, 2])), p.apply(sq, (3,)), p.apply_async(sq, (3,)).get(), p.map_async(sq, [1]).get())
    print(mp.current_process().name)
    q = mp.Queue(); pr = Process(target=q.put, args=(5,)); pr.start(); pr.join(); print(q.get(), pr.exitcode)
