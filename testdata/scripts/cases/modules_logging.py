"""Loggers, handlers, formatters and filters of logging."""
import logging, sys, io
logging.basicConfig(force=True, stream=sys.stdout, level=logging.DEBUG, format='%(levelname)-8s %(name)s:%(lineno)d %(funcName)s %(module)s %(filename)s - %(message)s')
log = logging.getLogger('a.b')
log.debug('x=%d y=%s', 1, 'two'); log.info('plain'); log.warning('%(k)s', {'k': 5}); log.error('err %r', [1]); log.critical('crit')
def f():
    logging.info('root'); log.log(25, 'level 25'); log.warn('old') if False else None
f()
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter('{levelname}|{message}', style='{'))
h.setLevel(logging.ERROR)
l2 = logging.getLogger('other'); l2.addHandler(h); l2.propagate = False
l2.info('no'); l2.error('yes %s', 3)
l2.setLevel('WARNING'); print(l2.level, l2.getEffectiveLevel(), l2.isEnabledFor(logging.INFO), log.getEffectiveLevel(), logging.getLevelName(25), logging.getLevelName('INFO'), l2, log)
class Filt(logging.Filter):
    def filter(self, r): r.extra_thing = 'X'; return 'skip' not in r.getMessage()
h.addFilter(Filt()); h.setFormatter(logging.Formatter('$extra_thing $message', style='$'))
l2.error('skip this'); l2.error('keep this')
logging.addLevelName(15, 'TRACE'); log.log(15, 'traced')
ad = logging.LoggerAdapter(log, {'u': 1}); ad.info('adapted')
log.info('with extra', extra={'user': 'me'}); log.info('stack', stacklevel=1)
fh = logging.FileHandler('x.log', mode='w'); fh.setFormatter(logging.Formatter('%(message)s')); log.addHandler(fh)
log.info('to file'); log.removeHandler(fh); fh.close(); print(open('x.log').read())
logging.disable(logging.INFO); log.info('off'); log.warning('on'); logging.disable(logging.NOTSET)
child = log.getChild('c'); print(child.name, child.parent, logging.root, log.handlers, child.hasHandlers())
print(logging.getLogger() is logging.root, logging.getLogger('a.b') is log)
s = io.StringIO(); hh = logging.StreamHandler(s); logging.basicConfig(handlers=[hh], force=True, level='INFO'); logging.info('hello'); print(repr(s.getvalue()))
r = logging.LogRecord('n', 20, 'p.py', 3, 'm %s', ('a',), None); print(r.getMessage(), r.levelname, r.pathname, r)
log.info('bad %d', 'x') if False else None
nl = logging.getLogger('null'); nl.addHandler(logging.NullHandler()); nl.info('gone')
import logging.handlers
rh = logging.handlers.RotatingFileHandler('r.log', maxBytes=50, backupCount=2); nl.addHandler(rh); nl.setLevel(10)
for i in range(6): nl.info('message number %d', i)
rh.close()
import os; print(sorted(x for x in os.listdir('.') if x.startswith('r.log')))
mh = logging.handlers.MemoryHandler(10, target=logging.StreamHandler(sys.stdout)); nl.handlers=[mh]; nl.info('mem'); mh.flush()
import logging.config
logging.config.dictConfig({'version': 1, 'formatters': {'f': {'format': '%(levelname)s:%(message)s'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout', 'level': 'INFO'}}, 'root': {'handlers': ['h'], 'level': 'DEBUG'}, 'loggers': {'q': {'level': 'ERROR'}}})
logging.info('configured'); logging.getLogger('q').info('no'); logging.getLogger('q').error('q!')
