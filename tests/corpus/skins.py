"""Turns the light mark-up of the drafts into HTML in the manners of different agencies' systems, and into plain text.

The mark-up: `# heading`, `label | value` (rows of one table), `|! a | b` and `|| a | b` (a table with a head),
`* item`, `> quoted`, `---`, lines that begin with `<` stand as they are; an empty line ends a block.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from itertools import groupby

Block = tuple[str, list[str]]


def _sort_of(line: str) -> str:
    if line.startswith("<"):
        return "raw"
    if line.startswith(("|!", "||")):
        return "grid"
    for sign, name in (("# ", "heading"), ("* ", "item"), (">", "quote"), ("---", "rule")):
        if line.startswith(sign):
            return name
    return "pair" if " | " in line else "para"


def _blocks(markup: str) -> list[Block]:
    found: list[Block] = []
    for stretch in markup.strip().split("\n\n"):
        found.extend((name, list(lines)) for name, lines in groupby(stretch.splitlines(), key=_sort_of))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.lstrip("|!").split(" | ")]


def plain_text(markup: str) -> str:
    """The plain twin of a marked-up body, as mail systems derive it: no table, one line a pair."""
    out: list[str] = []
    for name, lines in _blocks(markup):
        if name == "raw":
            continue
        if name == "pair":
            out.append("\n".join(": ".join(part.strip().rstrip(":") for part in line.split(" | ")) for line in lines))
        elif name == "grid":
            out.append("\n".join("   ".join(_cells(line)) for line in lines))
        else:
            out.append("\n".join(line.removeprefix("# ") for line in lines))
    return "\n\n".join(out)


def _escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _pairs_gov(lines: list[str]) -> str:
    rows = "\r\n".join(
        f'<tr><td style="padding:4px 12px 4px 0;font-weight:bold;vertical-align:top">{_escape(a)}</td>'
        f'<td style="padding:4px 0">{_escape(b)}</td></tr>'
        for a, b in (line.split(" | ", 1) for line in lines)
    )
    return f'<table role="presentation" cellpadding="0" cellspacing="0" border="0">\r\n{rows}\r\n</table>'


def _pairs_dl(lines: list[str]) -> str:
    return (
        "<dl>\r\n"
        + "\r\n".join(
            f"<dt>{_escape(a)}</dt>\r\n<dd>{_escape(b)}</dd>" for a, b in (line.split(" | ", 1) for line in lines)
        )
        + "\r\n</dl>"
    )


def _pairs_br(lines: list[str]) -> str:
    return (
        "<p>"
        + "<br>\r\n".join(
            f"<b>{_escape(a.strip().rstrip(':'))}:</b>&nbsp;{_escape(b)}"
            for a, b in (line.split(" | ", 1) for line in lines)
        )
        + "</p>"
    )


def _pairs_stacked(lines: list[str]) -> str:
    rows = "".join(
        f'<tr><td class="lbl"><span style="font-size:11px;color:#666">{_escape(a)}</span></td></tr>\r\n'
        f'<tr><td class="val"><strong>{_escape(b)}</strong></td></tr>\r\n'
        for a, b in (line.split(" | ", 1) for line in lines)
    )
    return f'<table width="100%">\r\n{rows}</table>'


def _pairs_outlook(lines: list[str]) -> str:
    rows = "".join(
        f"<tr><td width=180 valign=top><p class=MsoNormal><b>{_escape(a)}<o:p></o:p></b></p></td>"
        f"<td width=420 valign=top><p class=MsoNormal>{_escape(b)}<o:p></o:p></p></td></tr>\r\n"
        for a, b in (line.split(" | ", 1) for line in lines)
    )
    return f"<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>\r\n{rows}</table>"


PAIRS: dict[str, Callable[[list[str]], str]] = {
    "gov": _pairs_gov,
    "dl": _pairs_dl,
    "br": _pairs_br,
    "stacked": _pairs_stacked,
    "outlook": _pairs_outlook,
}

FRAMES = {
    "gov": '<!DOCTYPE html>\r\n<html><head><meta charset="{charset}"><title>{title}</title></head>\r\n'
    '<body style="font-family:Arial,Helvetica,sans-serif;font-size:14px">\r\n'
    '<div style="background:#003366;color:#fff;padding:10px">U.S. Immigration and Customs Enforcement</div>\r\n'
    "{body}\r\n</body></html>",
    "dl": '<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    "<body>\r\n{body}\r\n</body></html>",
    "br": "<html><body>\r\n{body}\r\n</body></html>",
    "stacked": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\r\n<html><head><style type="text/css">'
    ".lbl{{padding:8px 0 0}} .val{{padding:0 0 8px}}</style></head><body>\r\n"
    '<table width="600" align="center"><tr><td>\r\n{body}\r\n</td></tr></table></body></html>',
    "outlook": '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
    '<meta name=Generator content="Microsoft Word 15 (filtered medium)"></head>'
    '<body lang=EN-US link="#0563C1" vlink="#954F72"><div class=WordSection1>\r\n{body}\r\n</div></body></html>',
}


def _grid(lines: list[str]) -> str:
    rows = []
    for line in lines:
        tag = "th" if line.startswith("|!") else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{_escape(cell)}</{tag}>" for cell in _cells(line)) + "</tr>")
    return '<table border="1" cellpadding="6">\r\n' + "\r\n".join(rows) + "\r\n</table>"


def _paragraph(lines: list[str], skin: str) -> str:
    text = "<br>\r\n".join(_escape(line) for line in lines)
    return f"<p class=MsoNormal>{text}<o:p></o:p></p>" if skin == "outlook" else f"<p>{text}</p>"


def as_html(markup: str, skin: str, *, title: str, charset: str) -> str:
    """The marked-up body as one HTML page in the manner called `skin`."""
    out = []
    for name, lines in _blocks(markup):
        if name == "raw":
            out.append("\r\n".join(lines))
        elif name == "heading":
            out.extend(f"<h2>{_escape(line[2:])}</h2>" for line in lines)
        elif name == "item":
            out.append("<ul>" + "".join(f"<li>{_escape(line[2:])}</li>" for line in lines) + "</ul>")
        elif name == "quote":
            quoted = "<br>".join(_escape(line.lstrip("> ")) for line in lines)
            out.append(f'<blockquote type="cite">{quoted}</blockquote>')
        elif name == "rule":
            out.append("<hr>")
        elif name == "grid":
            out.append(_grid(lines))
        elif name == "pair":
            out.append(PAIRS[skin](lines))
        else:
            out.append(_paragraph(lines, skin))
    return FRAMES[skin].format(body="\r\n".join(out), title=_escape(title), charset=charset)
