# Patterns of glob, and files that are read before they were closed.
import glob,os,tempfile
d=tempfile.mkdtemp(); os.chdir(d); os.makedirs("a/b/c"); 
for p in ("a/x.h5","a/b/y.h5","z.h5"):
    with open(p,"w") as f: f.write("x")
for p in ("**","**/*","**/*.h5","a/**","a/**/*.h5","*/**","**/b/**","**/","a/**/","./**/*.h5"): print(p,sorted(glob.glob(p,recursive=True)),sorted(glob.glob(p)))
print(sorted(glob.glob("**/*.h5",recursive=True,root_dir="a")))
open('q','w').write('hello'); print(open('q').read(), os.path.getsize('q'))
