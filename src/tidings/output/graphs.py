"""The network as GraphML and as GEXF 1.3; ties wait in a temporary file until every node is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tidings.model.links import Told
from tidings.output.counts import are_left_out
from tidings.output.forms import Options
from tidings.output.markup import Waiting, attribute, text
from tidings.output.network import NODE, TIE, Node, Numbered, Tie, ties

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_GRAPHML_TYPES = {"integer": "int"}
_NODE_AT = {name: f"n{at}" for at, name in enumerate(NODE)}
Writers = tuple[Callable[[int, Node], str], Callable[[int, int, int, Tie], str]]
_TIE_AT = {name: f"t{at}" for at, name in enumerate(TIE)}


def graphml(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the network as GraphML: a directed graph in which two nodes may have several ties."""
    yield f'{_XML}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for on, keys, types in (("node", _NODE_AT, NODE | {"label": "string"}), ("edge", _TIE_AT, TIE)):
        for name, of in types.items():
            key = keys.get(name, name)
            yield f'<key id="{key}" for="{on}" attr.name="{name}" attr.type="{_GRAPHML_TYPES.get(of, of)}"/>\n'
    yield f'<graph id={attribute(options.name)} edgedefault="directed">\n'
    yield from _graph(events, options, (_graphml_node, _graphml_tie))
    yield "</graph>\n</graphml>\n"


def _graphml_node(number: int, node: Node) -> str:
    values = "".join(f'<data key="{_NODE_AT[name]}">{text(value)}</data>' for name, value in node.values().items())
    return f'<node id="n{number}"><data key="label">{text(node.label)}</data>{values}</node>\n'


def _graphml_tie(number: int, left: int, right: int, tie: Tie) -> str:
    values = "".join(f'<data key="{_TIE_AT[name]}">{text(value)}</data>' for name, value in tie.values.items())
    return f'<edge id="e{number}" source="n{left}" target="n{right}">{values}</edge>\n'


def gexf(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the network as GEXF, in which a tie has the first and last possible day of its event."""
    yield f'{_XML}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>Tidings</creator><description>{text(options.name)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n'
    for on, keys, types in (("node", _NODE_AT, NODE), ("edge", _TIE_AT, TIE)):
        rows = "".join(f'<attribute id="{keys[name]}" title="{name}" type="{of}"/>' for name, of in types.items())
        yield f'<attributes class="{on}">{rows}</attributes>\n'
    yield "<nodes>\n"
    yield from _graph(events, options, (_gexf_node, _gexf_tie), between="</nodes>\n<edges>\n")
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_node(number: int, node: Node) -> str:
    values = "".join(f'<attvalue for="{_NODE_AT[name]}" value={attribute(v)}/>' for name, v in node.values().items())
    return f'<node id="n{number}" label={attribute(node.label)}><attvalues>{values}</attvalues></node>\n'


def _gexf_tie(number: int, left: int, right: int, tie: Tie) -> str:
    values = "".join(f'<attvalue for="{_TIE_AT[name]}" value={attribute(v)}/>' for name, v in tie.values.items())
    days = "".join(f' {end}="{tie.values[end]}"' for end in ("start", "end") if end in tie.values)
    kind = attribute(tie.values["relation"])
    ends = f'source="n{left}" target="n{right}" label={kind}{days}'
    return f'<edge id="e{number}" {ends}><attvalues>{values}</attvalues></edge>\n'


def _graph(events: Iterable[Told], options: Options, write: Writers, between: str = "") -> Iterator[str]:
    """Yield every node when it is first seen, then what stands between, then every tie."""
    seen, waiting, alone = Numbered(), Waiting(), 0
    write_node, write_tie = write
    number = 0
    for told in events:
        before = number
        for tie in ties(told):
            ends = []
            for node in (tie.left, tie.right):
                at, is_new = seen.number(node)
                ends.append(at)
                if is_new:
                    yield write_node(at, node)
            waiting.add(write_tie(number, ends[0], ends[1], tie))
            number += 1
        alone += number == before
    yield between
    yield from waiting.pieces()
    if alone:
        options.note(are_left_out(alone, "without a tie of two names", "the network"))
