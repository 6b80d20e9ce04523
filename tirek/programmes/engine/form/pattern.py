"""Regular expressions that mean the same in Python and in a browser, rewritten into one canonical spelling.

Taken: literals, ``.``, classes, ``\\d \\w \\s`` and their opposites, groups, ``|``, ``^ $`` at the ends,
``* + ? {m,n}``.
Not taken: back references, look-around, flags, lazy or possessive forms, and a repeat inside a repeat, which can
keep a machine busy for hours on one short answer.
"""

import re
import warnings

from tirek.kernel.problems import N_

# The subject of a pattern is cut here; with few open repeats even a bad pattern ends soon.
MAX_SUBJECT = 255
_MAX_OPEN = 4
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\r\f\v"}
_PLAIN_ESCAPES = {"t": r"\t", "n": r"\n", "r": r"\r"}
_SPECIAL = set(r"^$\.*+?()[]{}|/")
_QUANTIFIER = re.compile(r"\{(\d{1,3})(,(\d{0,3}))?\}")


class PatternRefused(Exception):
    """What in the pattern is not supported."""


def canonical_pattern(text: str) -> str:
    """The pattern in the spelling that both evaluators use as a full match."""
    reader = _Reader(text)
    pattern, _ = reader.alternatives(0)
    if reader.at < len(text):
        raise PatternRefused(N_("a closing bracket has no opening one"))
    if reader.open_repeats > _MAX_OPEN:
        raise PatternRefused(N_("there are too many open repeats"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            re.compile(pattern)
    except re.error as error:
        raise PatternRefused(str(error)) from None
    return pattern


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.open_repeats = text, 0, 0

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self) -> str:
        sign = self.peek()
        self.at += 1
        return sign

    def alternatives(self, depth: int) -> tuple[str, int]:
        """The text up to a closing bracket, and how freely it repeats inside: 0 not, 1 within bounds, 2 openly."""
        if depth > 10:
            raise PatternRefused(N_("it is nested too deeply"))
        out, freedom = [], 0
        while self.peek() and self.peek() != ")":
            if self.peek() == "|":
                out.append(self.take())
                continue
            atom, inner = self.atom(depth)
            quantifier, own = self.quantifier()
            if quantifier and not atom:
                raise PatternRefused(N_("a repeat has nothing to repeat"))
            if inner and quantifier not in ("", "?") and (own or inner == 2):
                raise PatternRefused(N_("a repeat stands inside a repeat"))
            freedom = max(freedom, inner, own)
            out.append(atom + quantifier)
        return "".join(out), freedom

    def atom(self, depth: int) -> tuple[str, int]:
        sign = self.take()
        if sign == "(":
            if self.peek() == "?" and self.text[self.at : self.at + 2] != "?:":
                raise PatternRefused(N_("only plain groups may be used"))
            self.at += 2 if self.peek() == "?" else 0
            inner, freedom = self.alternatives(depth + 1)
            if self.take() != ")":
                raise PatternRefused(N_("an opening bracket has no closing one"))
            return f"(?:{inner})", freedom
        if sign == "[":
            return self.character_class(), 0
        if sign == ".":
            return r"[^\n\r\u2028\u2029]", 0
        if sign == "\\":
            return self.escape(), 0
        if sign in "*+?{":
            raise PatternRefused(N_("a repeat has nothing to repeat"))
        if sign in "]}":
            return "\\" + sign, 0
        if sign == "^" and self.at > 1 and self.text[self.at - 2] not in "(|:":
            raise PatternRefused(N_("^ may stand at the beginning only"))
        if sign == "$" and self.peek() not in ("", ")", "|"):
            raise PatternRefused(N_("$ may stand at the end only"))
        # The evaluators match the whole text, so the ends need no mark.
        return "" if sign in "^$" else ("\\/" if sign == "/" else sign), 0

    def quantifier(self) -> tuple[str, int]:
        sign, found, freedom = self.peek(), "", 0
        if sign and sign in "*+?":
            found, freedom = self.take(), 1 if sign == "?" else 2
        elif sign == "{":
            match = _QUANTIFIER.match(self.text, self.at)
            least = int(match[1]) if match else 0
            most = least if match is None or match[2] is None else int(match[3] or 999)
            if match is None or most < least:
                raise PatternRefused(N_("the number of repeats cannot be read"))
            self.at = match.end()
            found, freedom = match[0], 0 if most == least else 1 if most <= 20 else 2
        if found and self.peek() and self.peek() in "?+*{":
            raise PatternRefused(N_("lazy and possessive repeats are not supported"))
        self.open_repeats += freedom == 2
        return found, freedom

    def escape(self) -> str:
        sign = self.take()
        if sign.lower() in _CLASSES:
            return f"[{'^' if sign.isupper() else ''}{_CLASSES[sign.lower()]}]"
        if sign in _PLAIN_ESCAPES:
            return _PLAIN_ESCAPES[sign]
        if not sign or sign.isalnum():
            raise PatternRefused(N_("an escape is not supported"))
        return "\\" + sign if sign in _SPECIAL else sign

    def character_class(self) -> str:
        out = "["
        if self.peek() == "^":
            out += self.take()
        first = True
        while self.peek() and (self.peek() != "]" or first):
            first = False
            sign = self.take()
            if sign == "\\":
                letter = self.take()
                if letter in _CLASSES:
                    out += _CLASSES[letter]
                elif letter in _PLAIN_ESCAPES:
                    out += _PLAIN_ESCAPES[letter]
                elif not letter or letter.isalnum():
                    raise PatternRefused(N_("an escape is not supported"))
                else:
                    out += "\\" + letter if letter in r"]\^-[" else letter
            elif sign in "[]^&|~":
                out += "\\" + sign if sign in "[]^" else sign
            else:
                out += sign
        if self.take() != "]":
            raise PatternRefused(N_("an opening bracket has no closing one"))
        return out + "]"
