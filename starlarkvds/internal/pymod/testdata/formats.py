# Formats drawn at random: format(), and the % operator.
import random
random.seed(7)
vals=[0,1,-1,5,-42,255,10**20,-10**25,2**63,True,0.0,-0.0,1.5,-2.25,1e300,1e-300,123456.789,float('inf'),float('-inf'),float('nan'),0.1,1e16,1e22,2.5,3.5,1+2j,-0.5-1e10j,0j,complex('nan+infj'),"abc","","héllo","x"*12,b"ab",None,[1,2],(1,),{1:2}]
types=['','d','b','o','x','X','n','e','E','f','F','g','G','%','s','c','r']
def show(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__+': '+str(e)
for i in range(1500):
    spec=''
    if random.random()<.4: spec+=random.choice(['','*','0',' ','é'])+random.choice('<>^=')
    if random.random()<.3: spec+=random.choice('+- ')
    if random.random()<.2: spec+='#'
    if random.random()<.2: spec+='0'
    if random.random()<.5: spec+=str(random.choice([0,1,3,8,15,30]))
    if random.random()<.15: spec+=random.choice(',_')
    if random.random()<.3: spec+='.'+str(random.choice([0,1,2,3,6,10,20]))
    spec+=random.choice(types)
    v=random.choice(vals)
    print(i,repr(v),repr(spec),show(lambda: format(v,spec)))
for i in range(1200):
    spec='%'
    if random.random()<.4: spec+=''.join(random.sample('-+ 0#',random.randint(1,3)))
    if random.random()<.5: spec+=str(random.choice([1,3,8,15]))
    if random.random()<.4: spec+='.'+str(random.choice([0,1,3,6,10]))
    spec+=random.choice('diouxXeEfFgGcrsa%')
    v=random.choice(vals)
    print(i,repr(v),repr(spec),show(lambda: spec % (v,)))
