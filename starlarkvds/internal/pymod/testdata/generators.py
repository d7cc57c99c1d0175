# Generators in every way in which they are used, left and closed.
log=[]
def show(f):
    try: return repr(f())
    except BaseException as e: return type(e).__name__+': '+str(e)
def g1():
    try:
        x = yield 1
        log.append(('got',x))
        try:
            y = yield 2
        except ValueError as e:
            log.append(('ve',str(e))); y = yield 'caught'
        return y
    finally:
        log.append('fin')
g=g1(); print(next(g),g.send('a'),show(lambda: g.throw(ValueError('boo'))),show(lambda: g.send('end')),log,show(lambda: next(g)))
log.clear(); g=g1(); next(g); g.close(); print(log, show(lambda: next(g)), g.close())
def bad():
    try: yield 1
    except GeneratorExit: yield 2
g=bad(); next(g); print(show(g.close))
def deleg():
    r = yield from g1()
    log.append(('r',r))
    yield r
g=deleg(); print(next(g),g.send(5),g.send(7),show(lambda: next(g)),log)
def tree(t):
    if isinstance(t,list):
        for x in t: yield from tree(x)
    else: yield t
print(list(tree([1,[2,[3,4]],5])), sum(tree([[1],[2,[3]]])), max(tree([1,[9]])))
class CM:
    def __enter__(s): log.append('in'); return s
    def __exit__(s,*a): log.append(('out',a[0] and a[0].__name__)); return False
def w():
    with CM():
        yield 1
        yield 2
log.clear(); g=w(); next(g); g.close(); print(log)
log.clear(); g=w(); next(g); print(show(lambda: g.throw(KeyError)),log)
def inf():
    n=0
    while True:
        r=yield n
        n = r if r is not None else n+1
g=inf(); print(next(g),next(g),g.send(10),next(g))
print(show(lambda: inf().send(1)))
def ret(): 
    return 5
    yield
try: next(ret())
except StopIteration as e: print(e.value, e.args)
def stop():
    yield 1
    raise StopIteration(2)
print(show(lambda: list(stop())))
print(show(lambda: [x for x in stop()]))
print(list(x*2 for x in range(3) if x), sum(x for x in range(10)), ','.join(str(x) for x in range(3)), sorted(-x for x in range(3)), any(x>1 for x in range(3)), all(x for x in [1,0]), dict((i,i*i) for i in range(3)), sorted({x for x in 'aab'}), tuple(x for x in 'ab'), min((x for x in [3,1]),default=0), next(x for x in [7,8]), next((x for x in []),'dflt'))
order=[]
def prod():
    for i in range(3):
        order.append(('p',i)); yield i
class Acc:
    def __radd__(s,o): order.append(('a',o)); return o
def mk():
    for i in range(3):
        order.append(('m',i)); yield Acc()
sum(mk()); print(order); order.clear()
for x in prod():
    order.append(('c',x))
    if x==1: break
print(order); order.clear()
print(max(prod(),key=lambda v:(order.append(('k',v)),v)[1]),order); order.clear()
print(any(order.append(i) or i==1 for i in range(5)),order); order.clear()
it=(order.append(i) or i for i in range(5)); print(any(i==1 for i in it), order, list(it))
it=prod(); print(2 in it, list(it)); order.clear()
a,b,c=prod(); print(a,b,c)
def consume(gen): return [next(gen),list(gen)]
print(consume(i for i in range(4)))
def sum(g): return 'mine',next(g)
print(sum(i for i in range(3)))
def nested():
    def inner():
        nonlocal n
        n+=1
        yield n
    n=0
    for _ in range(3): yield from inner()
print(list(nested()))
def ex():
    try:
        yield 1
    except Exception as e:
        try:
            raise TypeError('t') from e
        except TypeError as t:
            yield (str(t), repr(t.__cause__))
    else: yield 'else'
    finally: yield 'fin'
g=ex(); next(g); print(g.throw(ValueError('v')),next(g),show(lambda:next(g)))
print(list(ex()))
import itertools
print(list(itertools.islice((x for x in itertools.count() if x%2),3)))
g=(i for i in range(3)); print(type(g).__name__, g.__name__, iter(g) is g, next(g), list(g), list(g))
print(show(lambda: len(x for x in [])), show(lambda: (x for x in 5)))
def rec(n):
    if n: yield n; yield from rec(n-1)
print(len(list(rec(200))))
def early():
    for i in range(3):
        try:
            if i==1: return 'r'
            yield i
        finally: order.append('f%d'%i)
order.clear(); print(list(early()),order)
def loopgen():
    for i in range(5):
        try:
            yield i
        except ValueError: log.append('cont'); continue
        finally: log.append('f')
        if i==3: break
    else: yield 'noelse'
log.clear(); g=loopgen(); next(g); print(g.throw(ValueError),list(g),log)
def gi():
    yield
g=gi(); print(g.gi_running, show(lambda: g.throw(ValueError,'x')), show(lambda: next(g)))
def selfref():
    yield show(lambda: next(me))
me=selfref(); print(next(me))
def lam():
    f = lambda: 5
    return list(f())
print(lam() if 0 else 'skip')
class IterC:
    def __iter__(self):
        for i in range(3): yield i*i
print(list(IterC()), [*IterC()], dict(zip('abc',IterC())))
x=[i for i in (j for j in range(3))]; print(x)
try:
    list(1/(2-i) for i in range(4))
except ZeroDivisionError as e: print(e, e.__context__)
def ctx():
    try: yield 1
    finally: order.append('closed')
order.clear()
for v in ctx(): break
print('after', order)
for v in ctx():
    try: raise KeyError(1)
    except KeyError: break
def ff():
    for v in ctx(): return v
ff(); print(order)
