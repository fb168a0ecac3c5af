"""HTML of networks: one file with the picture, nodes to be dragged, and the quotations behind every node and edge."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from qda.exchange.front_matter import after
from qda.exchange.network.ends import HEAD
from qda.exchange.network_tables import network_sheets
from qda.exchange.origin_told import origin_told
from qda.exchange.pictures import svg_of
from qda.exchange.safe_text import visible
from qda.exchange.writer import writer
from qda.exchange.writers.page.matrix import cited, quoted
from qda.model.ids import Id
from qda.model.link_words import link_word, sign_shown
from qda.model.network import Network
from qda.model.output import Output
from qda.model.quotation import Quotation
from qda.model.wording import N_, _, language

STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:15px/1.45 system-ui,"Segoe UI","Noto Sans",sans-serif;margin:0;color:#1a1a1a;background:#fff}
main{padding:1rem 1.5rem 3rem}h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
div.picture{overflow:auto;border:1px solid #b7bec5;margin:.8rem 0}div.picture svg{display:block;margin:auto}
h2{font-size:1rem;margin:1.2rem 0 .3rem}p,ul{max-width:60rem;margin:.25rem 0}ul{padding-left:1.2rem}
details{margin:.15rem 0}summary{cursor:pointer}:target>summary,details.chosen>summary{background:#fff3c4}
blockquote{margin:.3rem 0 .3rem 1.2rem;padding-left:.6rem;border-left:3px solid #9ab;max-width:60rem}
cite{font-style:normal;color:#444;font-size:.93em}g.node,path.edge{cursor:pointer}
g.node{touch-action:none}g.node:hover rect{stroke-width:2.6}
path.edge:hover{stroke:#1f4e79}g.node:focus-visible rect{stroke-width:3}
g.node:focus-visible,summary:focus-visible,button:focus-visible{outline:3px solid #b35c00;outline-offset:2px}
path.edge:focus-visible{outline:none;stroke:#b35c00;stroke-width:5}p.screen{max-width:none}
dl{display:grid;grid-template-columns:max-content auto;gap:.15rem 1rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;padding:.3rem .7rem;border:1px solid #8a97a3;border-radius:4px;background:#f5f7f9;cursor:pointer}
@media (max-width:40rem){main{padding:.5rem 1rem 2rem}dl{display:block}dd{margin:0 0 .5rem}}
@media print{body{font-size:8.5pt;line-height:1.3}main{padding:0}.screen{display:none}h1+div.picture{margin-top:0}
div.picture{border:0;overflow:visible;break-inside:avoid}div.picture svg{width:auto;height:auto;max-width:100%;
max-height:175mm}h2,summary{break-after:avoid}@page{size:A4 landscape;margin:12mm}}
""".strip()

# A node follows the pointer; its edges become straight lines from outline to outline. A click without a move opens the
# quotations below. The keyboard has one stop in the picture and goes on from there by arrow keys, or a large network
# would be a thousand stops. Nothing is loaded and nothing is sent.
SCRIPT = """
(function(){
'use strict';
var svg=document.querySelector('svg');if(!svg)return;
var HEAD=@HEAD@,start=svg.cloneNode(true),moved=null,from=null,far=false,last=null;
function box(g){return{x:+g.dataset.x,y:+g.dataset.y,w:+g.dataset.w/2,h:+g.dataset.h/2,
r:+g.querySelector('rect').getAttribute('rx')};}
function within(x,y,a){var u=Math.abs(x-a.x)-a.w+a.r,v=Math.abs(y-a.y)-a.h+a.r;
return u<=a.r+.01&&v<=a.r+.01&&(u<=0||v<=0||u*u+v*v<=a.r*a.r);}
function side(a,b){var dx=b.x-a.x,dy=b.y-a.y,low=0,high=1,n,s;if(!dx&&!dy)return[a.x,a.y];
for(n=0;n<24;n+=1){s=(low+high)/2;if(within(a.x+dx*s,a.y+dy*s,a))low=s;else high=s;}return[a.x+dx*low,a.y+dy*low];}
function tip(e,p,q){var dx=q[0]-p[0],dy=q[1]-p[1],far=Math.sqrt(dx*dx+dy*dy);
if(!e.hasAttribute('marker-end')||far<=HEAD)return q;return[q[0]-dx/far*HEAD,q[1]-dy/far*HEAD];}
function redraw(g){svg.querySelectorAll('path.edge').forEach(function(e){
if(e.dataset.start!==g.id&&e.dataset.end!==g.id)return;
var a=box(document.getElementById(e.dataset.start)),b=box(document.getElementById(e.dataset.end));
var p=side(a,b),q=side(b,a),t=tip(e,p,q);e.setAttribute('d','M'+p[0]+' '+p[1]+' L'+t[0]+' '+t[1]);
var label=document.getElementById('t'+e.id.slice(1));if(!label)return;
label.setAttribute('transform','translate('+(p[0]+q[0])/2+' '+(p[1]+q[1])/2+')');});}
function at(e){var p=svg.createSVGPoint();p.x=e.clientX;p.y=e.clientY;
return p.matrixTransform(svg.querySelector('g.network').getScreenCTM().inverse());}
function open(id){document.querySelectorAll('details.chosen').forEach(function(d){d.classList.remove('chosen');});
var d=document.getElementById('q-'+id);if(d){
d.open=true;d.classList.add('chosen');d.scrollIntoView({block:'nearest'});}}
function stops(){return Array.prototype.slice.call(svg.querySelectorAll('g.node')).concat(
Array.prototype.slice.call(svg.querySelectorAll('path.edge')));}
function reach(){svg.setAttribute('role','group');stops().forEach(function(g,n){var t=g.querySelector('title');
g.setAttribute('tabindex',n?'-1':'0');g.setAttribute('role','button');
if(t)g.setAttribute('aria-label',t.textContent);});}
function go(g,by){var all=stops(),next=all[(all.indexOf(g)+by+all.length)%all.length];
g.setAttribute('tabindex','-1');next.setAttribute('tabindex','0');next.focus();}
document.addEventListener('keydown',function(e){
var g=e.target.closest?e.target.closest('g.node,path.edge'):null,by={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};
if(g&&by[e.key]){e.preventDefault();go(g,by[e.key]);}
else if(g&&(e.key==='Enter'||e.key===' ')){e.preventDefault();last=g.id;open(g.id);
var s=document.querySelector('details.chosen summary');if(s)s.focus();}
else if(!g&&e.key==='Escape'&&last){document.getElementById(last).focus();}});
function watch(){reach();
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
""".strip().replace("@HEAD@", f"{HEAD:g}")


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
        f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    )
    hint = _("Drag a node to move it. Click a node or an edge to read the quotations behind it.")
    keys = _(
        "With the keyboard: Tab leads to the picture, arrow keys from one to the next, Enter opens, Esc leads back."
    )
    yield (
        f'<p class="screen">{_text(hint)} {_text(keys)} '
        f'<button id="back" type="button">{_text(_("As it was"))}</button> '
        f'<button id="keep" type="button">{_text(_("Save the picture"))}</button></p>\n'
    )
    yield f'<div class="picture">\n{svg_of(output)}</div>\n'
    for n, network in enumerate(output.networks):
        yield from _behind(network, n)
    facts = "".join(
        f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>" for label, value in origin_told(output.provenance)
    )
    yield f"<h2>{_text(_('Provenance'))}</h2>\n<dl>{facts}</dl>\n</main>\n"
    yield f"<script>\n{SCRIPT}\n</script>\n</body>\n</html>\n"


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
    behind: dict[tuple[str, int, int], list[Quotation]] = {}
    for coding in evidence:
        if (one := quotations.get(coding)) is not None:
            behind.setdefault((one.source, one.start, one.end), []).append(one)
    words = "".join(
        f"<blockquote>{quoted(codings[0])} <cite>{cited(*codings)}</cite></blockquote>" for codings in behind.values()
    )
    note = f"<p>{_text(memo)}</p>" if memo else ""
    told = f" <i>{_text(more)}</i>" if more else ""
    return f'<details id="{key}"><summary>{_text(head)}{told} ({len(behind)})</summary>{note}{words}</details>\n'


def _text(text: str) -> str:
    return escape(visible(text))
