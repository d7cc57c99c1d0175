"""Filling and indenting text."""

import re

_spaces = "\t\n\x0b\x0c\r "


class TextWrapper:
    """Breaks text into lines of a width."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8,
                 *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = "".join([" " if c in _spaces else c for c in text])
        return text

    def _split(self, text):
        chunks = []
        for piece in re.findall(r"[\t\n\x0b\x0c\r ]+|[^\t\n\x0b\x0c\r ]+", text):
            if piece[0] in _spaces or not self.break_on_hyphens:
                chunks.append(piece)
            else:
                chunks.extend(_hyphenated(piece))
        if self.fix_sentence_endings:
            for i in range(len(chunks) - 1):
                if chunks[i + 1] == " " and re.search(r"[a-z][.!?][\"']?$", chunks[i]):
                    chunks[i + 1] = "  "
        return chunks

    def wrap(self, text):
        """Returns the lines of a paragraph."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks = self._split(self._munge(text))
        chunks.reverse()
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            if not self._line(lines, chunks, indent):
                break
        return lines

    def _line(self, lines, chunks, indent):
        """Takes chunks for one line; False after the last line."""
        width = self.width - len(indent)
        if self.drop_whitespace and chunks[-1].strip() == "" and lines:
            chunks.pop()
        line, size = [], 0
        while chunks and size + len(chunks[-1]) <= width:
            size += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._long_word(chunks, line, size, width)
            size = sum(map(len, line))
        if self.drop_whitespace and line and line[-1].strip() == "":
            size -= len(line.pop())
        if not line:
            return True
        more = chunks and not (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
        if self.max_lines is None or len(lines) + 1 < self.max_lines or (not more and size <= width):
            lines.append(indent + "".join(line))
            return True
        while line:
            if line[-1].strip() and size + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return False
            size -= len(line.pop())
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return False
        lines.append(indent + self.placeholder.lstrip())
        return False

    def _long_word(self, chunks, line, size, width):
        room = 1 if width < 1 else width - size
        if self.break_long_words:
            word = chunks[-1]
            end = room
            if self.break_on_hyphens and len(word) > room:
                hyphen = word.rfind("-", 0, room)
                if hyphen > 0 and any([c != "-" for c in word[:hyphen]]):
                    end = hyphen + 1
            line.append(word[:end])
            chunks[-1] = word[end:]
        elif not line:
            line.append(chunks.pop())

    def fill(self, text):
        """Returns the lines of a paragraph as one text."""
        return "\n".join(self.wrap(text))


def _hyphenated(word):
    """Cuts a word after its hyphens and at its dashes."""
    pieces = []
    start = i = 0
    while i < len(word):
        if word[i] != "-":
            i += 1
            continue
        end = i
        while end < len(word) and word[end] == "-":
            end += 1
        before, after = word[start:i], word[end:]
        if end - i >= 2 and before and before[-1] in _joiners() and after[:1].isalnum():
            pieces.extend([before, word[i:end]])
            start = end
        elif end - i == 1 and before[-2:].isalpha() and len(before) >= 2 and after[:2].isalpha() and len(after) >= 2:
            pieces.append(word[start:end])
            start = end
        i = end
    if start < len(word):
        pieces.append(word[start:])
    return pieces


def _joiners():
    return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_!\"'&.,?"


def wrap(text, width=70, **kwargs):
    """Returns the lines of a paragraph, each at most width long."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Returns a paragraph as lines joined by newlines."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapses whitespace and cuts text to a width."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Removes the whitespace that all lines begin with."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
            continue
        n = 0
        while n < len(margin) and n < len(indent) and margin[n] == indent[n]:
            n += 1
        margin = margin[:n]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """Puts a prefix before lines; by default those that are not blank."""
    out = []
    for line in text.splitlines(True):
        if predicate(line) if predicate is not None else line.strip():
            out.append(prefix)
        out.append(line)
    return "".join(out)
