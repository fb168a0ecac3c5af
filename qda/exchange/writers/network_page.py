"""HTML of networks: one file with the picture, nodes to be dragged, and the quotations behind every node and edge."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from qda.exchange.front_matter import after, origin
from qda.exchange.network_tables import network_sheets
from qda.exchange.pictures import svg_of
from qda.exchange.safe_text import visible
from qda.exchange.writer import writer
from qda.model.ids import Id
from qda.model.link_words import link_word, sign_shown
from qda.model.network import Network
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.wording import N_, _, language

STYLE = """
:root{color-scheme:light}body{font:15px/1.45 system-ui,"Segoe UI",sans-serif;margin:1.5rem;color:#1a1a1a}
div.picture{overflow:auto;border:1px solid #bbb;margin:.8rem 0}div.picture svg{display:block;margin:auto}
h2{font-size:1.05rem;margin:1.4rem 0 .3rem}p{max-width:60rem;margin:.2rem 0}details{margin:.15rem 0}
summary{cursor:pointer}:target>summary,details.chosen>summary{background:#fff3c4}
blockquote{margin:.3rem 0 .3rem 1.2rem;padding-left:.6rem;border-left:3px solid #9ab;max-width:60rem}
cite{font-style:normal;color:#555}g.node,path.edge{cursor:pointer}
g.node{touch-action:none}g.node:hover rect{stroke-width:2.6}
path.edge:hover{stroke:#1f4e79}dl{display:grid;grid-template-columns:max-content auto;gap:.1rem 1rem}
dt{font-weight:600}dd{margin:0}button{font:inherit}
@media print{.screen{display:none}div.picture{border:0;overflow:visible}div.picture svg{width:100%;height:auto}
@page{size:A4 landscape}}
""".strip()

# A node follows the pointer; its edges become straight lines from side to side. A click without a move opens the
# quotations below. Nothing is loaded and nothing is sent.
SCRIPT = """
(function(){
'use strict';
var svg=document.querySelector('svg');if(!svg)return;
var start=svg.cloneNode(true),moved=null,from=null,far=false;
function box(g){return{x:+g.dataset.x,y:+g.dataset.y,w:+g.dataset.w/2,h:+g.dataset.h/2};}
function side(a,b){var dx=b.x-a.x,dy=b.y-a.y;if(!dx&&!dy)return[a.x,a.y];
var s=Math.min(dx?a.w/Math.abs(dx):1e9,dy?a.h/Math.abs(dy):1e9,1);return[a.x+dx*s,a.y+dy*s];}
function redraw(g){svg.querySelectorAll('path.edge').forEach(function(e){
if(e.dataset.start!==g.id&&e.dataset.end!==g.id)return;
var a=box(document.getElementById(e.dataset.start)),b=box(document.getElementById(e.dataset.end));
var p=side(a,b),q=side(b,a);e.setAttribute('d','M'+p[0]+' '+p[1]+' L'+q[0]+' '+q[1]);
var t=document.getElementById('t'+e.id.slice(1));if(!t)return;
t.setAttribute('transform','translate('+(p[0]+q[0])/2+' '+(p[1]+q[1])/2+')');});}
function at(e){var p=svg.createSVGPoint();p.x=e.clientX;p.y=e.clientY;
return p.matrixTransform(svg.querySelector('g.network').getScreenCTM().inverse());}
function open(id){document.querySelectorAll('details.chosen').forEach(function(d){d.classList.remove('chosen');});
var d=document.getElementById('q-'+id);if(d){
d.open=true;d.classList.add('chosen');d.scrollIntoView({block:'nearest'});}}
function watch(){
svg.addEventListener('pointerdown',function(e){var g=e.target.closest('g.node');if(!g)return;
moved=g;far=false;var p=at(e);from={x:p.x,y:p.y,gx:+g.dataset.x,gy:+g.dataset.y};
if(!g.dataset.ox){g.dataset.ox=g.dataset.x;g.dataset.oy=g.dataset.y;}svg.setPointerCapture(e.pointerId);e.preventDefault();});
svg.addEventListener('pointermove',function(e){if(!moved)return;var p=at(e),dx=p.x-from.x,dy=p.y-from.y;
if(!far&&Math.abs(dx)+Math.abs(dy)<4)return;far=true;moved.dataset.x=from.gx+dx;moved.dataset.y=from.gy+dy;
moved.setAttribute('transform',
'translate('+(moved.dataset.x-moved.dataset.ox)+' '+(moved.dataset.y-moved.dataset.oy)+')');
redraw(moved);});
svg.addEventListener('pointerup',function(){if(moved&&!far)open(moved.id);moved=null;});
svg.addEventListener('click',function(e){var p=e.target.closest('path.edge');if(p)open(p.id);});}
watch();
document.getElementById('back').addEventListener('click',function(){
var fresh=start.cloneNode(true);svg.replaceWith(fresh);svg=fresh;watch();});
document.getElementById('keep').addEventListener('click',function(){
var text=new XMLSerializer().serializeToString(svg),a=document.createElement('a');
a.href='data:image/svg+xml;charset=utf-8,'+encodeURIComponent(text);a.download=document.title+'.svg';a.click();});
})();
""".strip()


@writer(
    "network-page",
    N_("Web page in one file with a network whose nodes can be dragged; quotations beneath"),
    extensions=(".html", ".htm"),
    takes=("networks",),
    numbers=True,
)
def write_network_page(output: Output, file: BinaryIO) -> None:
    """The whole page in UTF-8, with all the networks in one picture; nothing is loaded from elsewhere."""
    file.write("".join(_page(output)).encode("utf-8"))


def _page(output: Output) -> Iterator[str]:
    title = _text("; ".join(network.title for network in output.networks))
    yield (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
    )
    hint = _("Drag a node to move it. Click a node or an edge to read the quotations behind it.")
    yield (
        f'<p class="screen">{_text(hint)} <button id="back" type="button">{_text(_("As it was"))}</button> '
        f'<button id="keep" type="button">{_text(_("Save the picture"))}</button></p>\n'
    )
    yield f'<div class="picture">\n{svg_of(output)}</div>\n'
    for n, network in enumerate(output.networks):
        yield from _behind(network, n)
    facts = "".join(f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in origin(output.provenance))
    yield f"<h2>{_text(_('Provenance'))}</h2>\n<dl>{facts}</dl>\n<script>\n{SCRIPT}\n</script>\n</body>\n</html>\n"


def _behind(network: Network, n: int) -> Iterator[str]:
    quotations = {one.coding: one for one in network.quotations}
    names = {node.key: node.label for node in network.nodes}
    yield f"<h2>{_text(_('Quotations behind the edges'))}</h2>\n"
    for k, edge in enumerate(network.edges):
        words = edge.label or link_word(edge.type)
        head = " ".join(f"{names[edge.start]} – {words} {sign_shown(edge.sign)} – {names[edge.end]}".split())
        more = _("inferred by the researcher") if edge.inferred else ""
        yield _folded(f"q-e{n}-{k}", head, more, edge.memo, edge.evidence, quotations)
    yield f"<h2>{_text(_('Quotations behind the nodes'))}</h2>\n"
    for k, node in enumerate(network.nodes):
        yield _folded(f"q-n{n}-{k}", node.label, node.detail, "", node.evidence, quotations)
    for section in after(network_sheets(network)[0]):
        lines = "".join(f"<li>{_text(line)}</li>" for line in section.lines)
        yield f"<h2>{_text(section.heading)}</h2>\n<ul>{lines}</ul>\n"


def _folded(
    key: str, head: str, more: str, memo: str, evidence: tuple[Id, ...], quotations: dict[Id, Quotation]
) -> str:
    behind = [quotations[coding] for coding in evidence if coding in quotations]
    words = "".join(
        f"<blockquote>{_text(one.text)} <cite>{_text(f'{one.reference} {one.code} {one.stance}'.strip())}</cite>"
        "</blockquote>"
        for one in behind
    )
    note = f"<p>{_text(memo)}</p>" if memo else ""
    told = f" <i>{_text(more)}</i>" if more else ""
    return f'<details id="{key}"><summary>{_text(head)}{told} ({len(behind)})</summary>{note}{words}</details>\n'


def _text(text: str) -> str:
    return escape(visible(text))
