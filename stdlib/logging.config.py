"""Loggers, handlers and formatters by a dict."""

import logging
import logging.handlers
import sys


def _named(text):
    """Returns what a dotted name such as ext://sys.stdout stands for."""
    text = text.removeprefix("ext://")
    first, *rest = text.split(".")
    found = {"sys": sys, "logging": logging}.get(first)
    if found is None:
        found = sys.modules.get(first)
    if found is None:
        raise ValueError(f"Cannot resolve {text!r}: No module named {first!r}")
    for name in rest:
        found = getattr(found, name)
    return found


def _value(x):
    return _named(x) if isinstance(x, str) and x.startswith("ext://") else x


def _formatter(config):
    if "()" in config:
        kwargs = {k: _value(v) for k, v in config.items() if k != "()"}
        made = config["()"]
        return (made if callable(made) else _named(made))(**kwargs)
    cls = _named(config["class"]) if "class" in config else logging.Formatter
    return cls(config.get("format"), config.get("datefmt"), config.get("style", "%"))


def _handler(config, formatters, filters):
    config = dict(config)
    formatter, level, names = config.pop("formatter", None), config.pop("level", None), config.pop("filters", ())
    if "()" in config:
        made = config.pop("()")
        cls = made if callable(made) else _named(made)
    else:
        cls = _named(config.pop("class"))
    handler = cls(**{k: _value(v) for k, v in config.items() if k != "target"})
    if formatter is not None:
        handler.setFormatter(formatters[formatter])
    if level is not None:
        handler.setLevel(level)
    for name in names:
        handler.addFilter(filters[name])
    return handler


def _logger(logger, config, handlers, filters):
    if "level" in config:
        logger.setLevel(config["level"])
    if "propagate" in config:
        logger.propagate = config["propagate"]
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    for name in config.get("handlers", ()):
        logger.addHandler(handlers[name])
    for name in config.get("filters", ()):
        logger.addFilter(filters[name])


def _made(kind, config, make):
    made = {}
    for name, part in config.items():
        try:
            made[name] = make(part)
        except Exception as error:
            raise ValueError(f"Unable to configure {kind} {name!r}") from error
    return made


def dictConfig(config):
    """Makes what a dict of version 1 says."""
    if config.get("version") != 1:
        raise ValueError("dictionary doesn't specify a version" if "version" not in config else f"Unsupported version: {config['version']}")
    formatters = _made("formatter", config.get("formatters", {}), _formatter)
    filters = _made("filter", config.get("filters", {}), lambda c: logging.Filter(c.get("name", "")) if "()" not in c else _formatter(c))
    handlers = _made("handler", config.get("handlers", {}), lambda c: _handler(c, formatters, filters))
    for name, part in config.get("handlers", {}).items():
        if "target" in part:
            handlers[name].setTarget(handlers[part["target"]])
    loggers = config.get("loggers", {})
    if config.get("disable_existing_loggers", True) and not config.get("incremental", False):
        for name, logger in logging._loggers.items():
            logger.disabled = name not in loggers and not any([name.startswith(n + ".") for n in loggers])
    for name, part in loggers.items():
        _logger(logging.getLogger(name), part, handlers, filters)
        logging.getLogger(name).disabled = False
    if "root" in config:
        _logger(logging.root, config["root"], handlers, filters)
