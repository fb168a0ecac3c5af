"""How the page looks on a screen and on paper. No file is fetched: the style stands in the page."""

from __future__ import annotations

from qda.exchange.safe_text import visible

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:15px/1.45 system-ui,"Segoe UI","Noto Sans",sans-serif;margin:0;color:#1a1a1a;background:#fff}
main{padding:1rem 1.5rem 3rem}
h1{font-size:1.35rem;margin:1.6rem 0 .3rem}h2{font-size:1rem;margin:1.2rem 0 .3rem}
p,ul{max-width:60rem;margin:.25rem 0}ul{padding-left:1.2rem}
.mark{font-weight:600;color:#8a1c1c}
div.mark{background:#fdf3f3;text-align:center;padding:.25rem 1rem}
#tools{position:sticky;top:0;z-index:5;background:#fff;border-bottom:1px solid #d5dade;padding:.5rem 1.5rem;
display:flex;gap:.8rem;align-items:center;flex-wrap:wrap}
#tools[hidden]{display:none}
#tools input{font:inherit;padding:.3rem .6rem;width:20rem;max-width:60vw;border:1px solid #8a97a3;border-radius:4px}
#tools button,#panel button{font:inherit;padding:.3rem .7rem;border:1px solid #8a97a3;border-radius:4px;
background:#f5f7f9;cursor:pointer}
#told{color:#555}
div.wide{overflow:auto;max-height:calc(100vh - 7rem);border:1px solid #b7bec5;margin:.8rem 0;width:fit-content;
max-width:100%}
table{border-collapse:separate;border-spacing:0}
th,td{border:0 solid #d5dade;border-width:0 1px 1px 0;padding:.35rem .55rem;vertical-align:top;text-align:left;
white-space:pre-line;min-width:4.2rem;max-width:26rem;overflow-wrap:break-word}
th{font-weight:600}
thead{position:sticky;top:0;z-index:3}
thead th{background:#dde4ea;vertical-align:bottom}
thead th.over{background:#c9d3dc;text-align:center}
thead tr>th:first-child,tbody tr.r>th{position:sticky;left:0;z-index:1}
tbody th{background:#f3f5f7;max-width:18rem}
tr.group th{background:#e9edf1;position:static;max-width:none}
tr.group th span{position:sticky;left:.55rem}
td.n{text-align:center;font-variant-numeric:tabular-nums}td.t{min-width:12rem}
td.e{color:#666;font-style:italic;text-align:center}
td.w{background:#fffdf2;color:#7a6a2a;font-style:italic}
td.y{color:inherit;font-style:normal}
td.s1{background:#edf4fa}td.s2{background:#dce9f5}td.s3{background:#c6dcef}
td.s4{background:#afcfe8}td.s5{background:#97c0e0}
td.t[class^=s]{background:#fff;border-left:5px solid}td.s1.t{border-left-color:#c6dcef}
td.s2.t{border-left-color:#97c0e0}td.s3.t{border-left-color:#6ea6d3}td.s4.t{border-left-color:#3f83bd}
td.s5.t{border-left-color:#1f5f99}
a{color:#1f4e79}td a{display:block}
summary{cursor:pointer;color:#1f4e79;font-size:.85em;white-space:nowrap;margin-top:.15rem}
details[open]{min-width:15rem;text-align:left}
blockquote{margin:.4rem 0;padding-left:.6rem;border-left:3px solid #9ab;font-size:.92em;white-space:pre-line}
cite{font-style:normal;color:#444;font-size:.93em}
figure{margin:.8rem 0}div.picture{overflow:auto}div.picture svg{display:block;max-width:none}
div.picture a{cursor:pointer}div.picture a:hover .datum,div.picture a:focus .datum{filter:brightness(.8)}
div.under{border-left:4px solid #9ab;background:#f7f9fb;padding:.4rem .9rem;max-width:60rem}
div.under p.head{font-weight:600}details.numbers>summary{font-size:1rem}
dl{display:grid;grid-template-columns:max-content auto;gap:.15rem 1rem;max-width:70rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
table.fixed{table-layout:fixed}table.fixed th,table.fixed td{max-width:none;min-width:0}
table.fixed col{width:6rem}table.fixed col.l{width:14rem}table.fixed col.t{width:18rem}
div.head{position:sticky;top:0;z-index:3}
div.piece{content-visibility:auto;contain-intrinsic-height:auto 110rem}
div.quotes{max-width:60rem}div.quotes div.r{display:flex;gap:.6rem;scroll-margin-top:4rem}
div.quotes a{min-width:3.5rem;text-align:right;padding-top:.35rem}
td:target,div.r:target{outline:2px solid #c77700;outline-offset:-2px}
#panel{position:fixed;right:0;top:0;bottom:0;width:min(30rem,90vw);overflow:auto;background:#fff;z-index:9;
border-left:1px solid #8a97a3;box-shadow:-4px 0 18px #0003;padding:1rem}
#panel[hidden]{display:none}
::highlight(found){background:#ffe08a}
[hidden]{display:none!important}
@media (max-width:40rem){
main{padding:.5rem 1rem 2rem}#tools{padding:.5rem 1rem}div.mark{padding:.25rem .6rem}h1{margin-top:1rem}
dl{display:block}dd{margin:0 0 .5rem}
tbody tr.r>th{max-width:9rem}div.quotes a{min-width:2rem}
}
@media print{
body{font-size:8.5pt;line-height:1.3}main{padding:0}
#tools,#panel,div.mark{display:none!important}
div.wide{overflow:visible;max-height:none;border:0;max-width:none}
tr>:first-child{border-left-width:1px}thead tr:first-child th{border-top-width:1px}
th,td{padding:2pt 3pt;min-width:0;overflow-wrap:normal}td.t{min-width:6rem}
thead{display:table-header-group;position:static}
thead tr>th:first-child,tbody tr.r>th,tr.group th span{position:static}
figure{break-inside:avoid}div.picture{overflow:visible}div.picture svg{max-width:100%;height:auto}
tr{break-inside:avoid}h1,h2{break-after:avoid}section+section{break-before:page}
details:not([open]){display:none}
th,td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
@page{size:A4 landscape;margin:16mm 12mm}@page a3{size:A3 landscape}@page a1{size:841mm 594mm}
section.a3{page:a3}section.a1{page:a1}
}
""".strip()


def style(mark: str, widths: dict[int, float]) -> str:
    """The whole style.

    Args:
        mark: Stands at the head of each printed page; "" for none.
        widths: Of large matrices in rem, by their number in the page.
    """
    lines = [STYLE]
    for number, width in widths.items():
        lines.append(f"#m{number} div.head,#m{number} div.piece,#m{number} table{{width:{width:g}rem}}")
    if mark:
        lines.append(_page_head(mark))
    return "\n".join(lines)


def _page_head(mark: str) -> str:
    words = "".join(f"\\{ord(ch):06x}" if ch in '"\\<>&' or ch < " " else ch for ch in visible(mark))
    return f'@page{{@top-center{{content:"{words}";font:8pt system-ui,sans-serif;color:#8a1c1c}}}}'
