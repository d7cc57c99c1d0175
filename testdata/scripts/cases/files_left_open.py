import os
open('q.txt','w').write('hello'); print(os.path.getsize('q.txt'), repr(open('q.txt').read()))
def g(): open('s.txt','w').write('xyz'*10000)
g(); print(os.path.getsize('s.txt')); os.rename('q.txt','q2.txt'); print(open('q2.txt').read())
import h5py
for i in range(3000): open('t%d.txt'%(i%7),'w').write(str(i)); x=open('t%d.txt'%(i%7)).read(); assert x==str(i)
open('u.h5','wb').write(open('q2.txt','rb').read())
try: h5py.File('u.h5','r+')
except OSError as e: print(e)
import numpy as np
np.arange(3).tofile('w.bin'); fh=open('w2.bin','wb'); np.arange(4).tofile(fh); print(os.stat('w2.bin').st_size); fh.write(b'x'); fh.close(); print(os.stat('w2.bin').st_size, np.fromfile('w2.bin', dtype='i8'))
import csv
w=open('c.csv','w'); c=csv.writer(w); c.writerow([1,2]); w.flush(); print(open('c.csv').read().strip()); print(1, file=open('p.txt','w')); print(open('p.txt').read())
import json; json.dump({'a':1}, open('j.json','w')); print(json.load(open('j.json')))
