"""Words as a shell reads and quotes them."""

import re


def split(s, comments=False, posix=True):
    """Returns the words of a line."""
    if s is None:
        raise ValueError("s argument must not be None")
    words, word, i = [], None, 0
    while i < len(s):
        c = s[i]
        i += 1
        if c.isspace():
            if word is not None:
                words.append(word)
                word = None
        elif c == "#" and comments:
            while i < len(s) and s[i] != "\n":
                i += 1
        elif c in "'\"":
            end = i
            text = ""
            while end < len(s) and s[end] != c:
                if posix and c == '"' and s[end] == "\\" and s[end + 1:end + 2] in ('"', "\\"):
                    end += 1
                text += s[end]
                end += 1
            if end == len(s):
                raise ValueError("No closing quotation")
            word = (word or "") + (text if posix else c + text + c)
            i = end + 1
        elif c == "\\" and posix:
            if i == len(s):
                raise ValueError("No escaped character")
            word = (word or "") + s[i]
            i += 1
        else:
            word = (word or "") + c
    if word is not None:
        words.append(word)
    return words


def quote(s):
    """Returns a word as a shell reads it back."""
    if not s:
        return "''"
    if re.search(r"[^a-zA-Z0-9_@%+=:,./-]", s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    """Returns a line of words."""
    return " ".join([quote(arg) for arg in split_command])
