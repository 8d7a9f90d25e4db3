"""Templates of prose: text that an officer may change, with values, conditions and one plain loop; nothing else.

A line that begins with "# " is a heading, "## " one of level 2; "[[name]]" places a table; every other line is a
paragraph. Jinja2's sandbox renders it, and only what TAGS and _NODES name gets as far as the sandbox: no attributes, no
calls, no filters, no arithmetic, no files. So nothing can run for long or grow large; length and time are capped
nevertheless.
"""

import re
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import Template
from jinja2.sandbox import SandboxedEnvironment

from hkdesk.domain.errors import DeskError
from hkdesk.domain.office import LONGEST_TEMPLATE
from hkdesk.wording import say, tr

LONGEST_TEXT = 60_000  # that it may come to
LONGEST_S = 1.0
DEEPEST = 12  # blocks and brackets within each other
TAGS = ("if", "elif", "else", "endif", "for", "endfor")
OPENS = {"if": "endif", "for": "endfor"}
LOOP = ("index", "first", "last")  # what may be asked of a loop
RESERVED = ("loop", "self", "true", "false", "none")
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
)
_WRONG = (TemplateError, ValueError, TypeError, SyntaxError, OverflowError, RecursionError, MemoryError)
_OPEN, _CLOSE = "\ue000", "\ue001"  # stand around a value, so that no structure is read out of it
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_LINE_ENDS = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_HEADING = re.compile(r"(#{1,2}) +(.*)")
_PLACE = re.compile(r"\[\[([^\[\]]*)\]\]")
_COMMAND = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_FILE = "<wording>"

Value = str | int | bool | Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that a template comes to: a heading of a level, or the place of a table, or a paragraph."""

    text: str
    level: int = 0
    is_place: bool = False


def check_template(source: str, values: Sequence[str], places: Sequence[str]) -> None:
    """Refuse a template that could not be rendered.

    Args:
        values: the names of the values that there are.
        places: the names of the tables that there are.

    Raises:
        DeskError: saying the line and the cause.
    """
    _compiled(_plain(source), frozenset(values), frozenset(places))


def render(source: str, values: Mapping[str, Value], places: Sequence[str]) -> list[Line]:
    """The lines of a template, filled with values, which stay text whatever they hold; empty ones are left out.

    Args:
        values: by name; lists are of texts, for a loop.
        places: the names of the tables that there are.

    Raises:
        DeskError: saying the line and the cause.
    """
    template = _compiled(_plain(source), frozenset(values), frozenset(places))
    ends = time.monotonic() + LONGEST_S
    text, length = [], 0
    try:
        for part in template.generate(values):
            text.append(part)
            length += len(part)
            if length > LONGEST_TEXT:
                raise DeskError("The text comes to more than {most} characters: shorten it.", most=LONGEST_TEXT)
            if time.monotonic() > ends:
                raise DeskError("The text takes longer than a second to put together: make it simpler.")
    except _WRONG as error:
        raise _unfit_values(_line_of(error)) from error
    return list(_lines("".join(text), frozenset(places)))


def line_of(error: DeskError) -> int:
    """The line that a refusal speaks of, from 1; 0 for none."""
    found = error.values.get("line", 0)
    return found if isinstance(found, int) else 0


def _lines(text: str, places: frozenset[str]) -> Iterator[Line]:
    for line in text.split("\n"):
        plain = line.strip()
        if found := _HEADING.fullmatch(plain):
            if said := found[2].translate(_MARKS).strip():
                yield Line(said, len(found[1]))
        elif (found := _PLACE.fullmatch(plain)) and found[1].strip() in places:  # no value is in them: it has its marks
            yield Line(found[1].strip(), is_place=True)
        elif said := plain.translate(_MARKS).strip():
            yield Line(said)


def _plain(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n").translate(_MARKS)


def _finalize(value: object) -> str:
    """A value as text on one line, marked as one; a list with the language's comma."""
    if isinstance(value, bool):
        value = tr("yes") if value else tr("no")
    elif isinstance(value, list | tuple):
        value = say(value)
    return _OPEN + _LINE_ENDS.sub(" ", str(value).translate(_MARKS)) + _CLOSE


def _environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # plain text: values are marked, not escaped
        cache_size=0,
    )
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


_ENVIRONMENT = _environment()


@lru_cache(maxsize=16)
def _compiled(source: str, values: frozenset[str], places: frozenset[str]) -> Template:
    if len(source) > LONGEST_TEMPLATE:
        raise DeskError("A template holds at most {most} characters.", most=LONGEST_TEMPLATE)
    _check_places(source, places)
    try:
        _check_tags(source)
        tree = _ENVIRONMENT.parse(source)
        _check(tree, values, frozenset(), 0)
        code = _ENVIRONMENT.compile(tree, filename=_FILE)
    except (RecursionError, MemoryError) as error:
        raise DeskError("Too much stands within each other in this template.") from error
    except _WRONG as error:
        raise _unfit(_line_of(error), _piece(source, _line_of(error))) from error
    return Template.from_code(_ENVIRONMENT, code, {}, None)


def _check_places(source: str, places: frozenset[str]) -> None:
    for number, line in enumerate(source.split("\n"), 1):
        plain = _COMMAND.sub("", line).strip()
        found = _PLACE.search(plain)
        if found is None:
            continue
        if found[1].strip() not in places:
            raise DeskError("Line {line}: there is no table “{name}”.", line=number, name=found[1].strip())
        if found[0] != plain:
            raise DeskError("Line {line}: a table stands on a line of its own.", line=number)


def _check_tags(source: str) -> None:
    """Refuse other commands than TAGS, and blocks that are not closed: said better than the parser does."""
    open_blocks: list[tuple[str, int]] = []
    tokens = ((line, kind, text) for line, kind, text in _ENVIRONMENT.lex(source) if kind != "whitespace")
    for line, kind, _ in tokens:
        if kind != "block_begin":
            continue
        tag = next(tokens, (line, "", ""))[2]
        if tag not in TAGS:
            raise DeskError("Line {line}: “{tag}” is no command; there are: {tags}.", line=line, tag=tag, tags=TAGS)
        if tag in OPENS:
            open_blocks.append((tag, line))
        elif not open_blocks or (tag.startswith("end") and OPENS[open_blocks[-1][0]] != tag):
            raise DeskError("Line {line}: “{tag}” has nothing that it belongs to.", line=line, tag=tag)
        elif tag.startswith("end"):
            open_blocks.pop()
    if open_blocks:
        tag, line = open_blocks[-1]
        raise DeskError("Line {line}: “{tag}” has no “{end}”.", line=line, tag=tag, end=OPENS[tag])


def _check(node: nodes.Node, values: frozenset[str], own: frozenset[str], depth: int) -> None:
    """Refuse what is not among the few things that a template may do.

    Args:
        own: the names that loops around it give.
    """
    if depth > DEEPEST:
        raise DeskError("Line {line}: too much stands within each other here.", line=node.lineno)
    if isinstance(node, nodes.Getattr):
        _check_loop_attribute(node, own)
        return
    if not isinstance(node, _NODES):
        raise DeskError("Line {line}: only values, conditions and a plain loop can stand here.", line=node.lineno)
    if isinstance(node, nodes.Name) and node.name not in values | own:
        raise DeskError("Line {line}: there is no value “{name}”.", line=node.lineno, name=node.name)
    if isinstance(node, nodes.For):
        own = _check_loop(node, values, own)
        for child in (*node.body, *node.else_):
            _check(child, values, own, depth + 1)
        return
    for child in node.iter_child_nodes():
        _check(child, values, own, depth + 1)


def _check_loop(node: nodes.For, values: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """The names that the loop gives; it goes over a list that is a value, and no loop stands in another."""
    over, each = node.iter, node.target
    is_plain = node.test is None and not node.recursive and not own
    if not is_plain or not isinstance(over, nodes.Name) or not isinstance(each, nodes.Name) or over.name not in values:
        raise DeskError(
            "Line {line}: a loop goes over one of the lists among the values, and stands in no other.", line=node.lineno
        )
    if each.name in values or each.name in RESERVED:
        raise DeskError("Line {line}: “{name}” is taken: use another name.", line=node.lineno, name=each.name)
    return frozenset({each.name, "loop"})


def _check_loop_attribute(node: nodes.Getattr, own: frozenset[str]) -> None:
    is_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop" and "loop" in own
    if not is_loop or node.attr not in LOOP:
        raise DeskError("Line {line}: “{name}” cannot be asked of a value.", line=node.lineno, name=f".{node.attr}")


def _unfit(line: int, piece: str) -> DeskError:
    if not line:
        return DeskError("The template cannot be understood.")
    return DeskError("Line {line} cannot be understood: {piece}", line=line, piece=piece)


def _unfit_values(line: int) -> DeskError:
    """What is wrong with values is that they are of the wrong kind: nothing else can be done with them."""
    return DeskError(
        "Line {line}: a number cannot be compared with a text, and a loop goes over a list only.", line=line
    )


def _piece(source: str, line: int) -> str:
    lines = source.split("\n")
    return lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""


def _line_of(error: BaseException) -> int:
    """The line of the template in which something went wrong; 0 where nobody can tell."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == _FILE), 0)
