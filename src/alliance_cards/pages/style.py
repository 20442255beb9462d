"""How pages look: one sheet, light and dark, on a screen and on paper.

It has no character that HTML or XML would escape, so that it reads the same in both, and
its digest can stand in the page's content security policy.
"""

from base64 import b64encode
from hashlib import sha256

COLORS = """
:root, svg { --ink: #1f1b24; --soft: #5d5666; --line: #d9d4de; --paper: #fffefd;
  --accent: #8a2f86; --fill: #b04fab; --one: #e3bfe1; --two: #cd8cc9; --three: #a94aa4;
  --four: #6f1f6c; --warn: #9a3412 }
@media (prefers-color-scheme: dark) { :root, svg { --ink: #ebe7ef; --soft: #aca4b6;
  --line: #3d3745; --paper: #17141b; --accent: #e3a0df; --fill: #c46fbf; --one: #4a2b49;
  --two: #7c3f79; --three: #b765b2; --four: #f0b6ec; --warn: #fdba8c } }
@media print { :root, svg { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff;
  --accent: #6f1f6c; --fill: #8a2f86; --one: #e3bfe1; --two: #cd8cc9; --three: #a94aa4;
  --four: #6f1f6c; --warn: #7c2d12 } }
"""
CHARTS = """
svg { overflow: visible; font: 12px system-ui, sans-serif }
svg text { fill: var(--soft) }
.bar { fill: var(--fill) } .axis { stroke: var(--line) }
.track { stroke: var(--line); stroke-width: 2 }
.reach { stroke: var(--fill); stroke-width: 6; stroke-linecap: round }
.point { fill: var(--ink); stroke: var(--paper); stroke-width: 2 }
.curve { fill: none; stroke: var(--fill); stroke-width: 2; vector-effect: non-scaling-stroke }
.l0 { fill: var(--line) } .l1 { fill: var(--one) } .l2 { fill: var(--two) }
.l3 { fill: var(--three) } .l4 { fill: var(--four) }
.ink { fill: var(--ink) } .sheet { fill: var(--paper) }
.end { text-anchor: end } .middle { text-anchor: middle }
.big { font-size: 22px; font-weight: 650; fill: var(--ink) }
.strong { font-size: 15px; font-weight: 600; fill: var(--ink) }
"""
PAGE = """
* { box-sizing: border-box }
html { background: var(--paper); color: var(--ink); color-scheme: light dark;
  font: 17px/1.55 system-ui, sans-serif; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.15rem; font-weight: 600; color: var(--soft); margin: 0 }
h2 { font-size: 1.25rem; margin: 0 0 .35rem; line-height: 1.3 }
h3 { font-size: 1rem; margin: 1.2rem 0 0; font-weight: 600 }
p { margin: .35rem 0; max-width: 44rem }
section { margin-top: 3.2rem }
.lead { font-size: 1.55rem; line-height: 1.3; font-weight: 650; margin: .3rem 0 .6rem }
.next { border-left: 4px solid var(--fill); padding-left: 1rem; font-weight: 600 }
.soft, figcaption, caption { color: var(--soft); font-size: .9rem; text-align: left }
figure { margin: 1rem 0 0 }
figure svg { display: block; width: 100% }
.months { display: flex; flex-wrap: wrap; gap: 1rem .9rem; margin: .6rem 0 }
.months svg { width: auto }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0;
  margin: .4rem 0; color: var(--soft); font-size: .9rem }
.key svg { display: inline-block; width: 12px; margin-right: .4rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  margin-top: .6rem }
th, td { text-align: left; padding: .28rem .8rem .28rem 0; vertical-align: top;
  font-weight: 400; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.number { text-align: right } .number, .short { white-space: nowrap }
tbody th { min-width: 6.5rem }
thead th { color: var(--soft); font-size: .85rem; overflow-wrap: normal; white-space: normal }
.plot { width: 38%; min-width: 5rem; padding-right: 0 }
.plot svg { display: block; width: 100%; margin-top: .35rem }
.weak { color: var(--warn); font-weight: 600; font-size: .85rem; white-space: nowrap }
details { margin-top: .6rem } summary { cursor: pointer; color: var(--accent);
  font-size: .9rem; width: fit-content }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px }
.cards { list-style: none; padding: 0; margin: .8rem 0 0 }
.cards li { padding: .7rem 0; border-bottom: 1px solid var(--line) }
.cards p { margin: 0; overflow-wrap: anywhere } .cards .front { font-weight: 600 }
.facts { display: grid; gap: 1.2rem 2rem; margin: 1.4rem 0 0;
  grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)) }
.facts + p { margin-top: 1.2rem }
.facts dt { color: var(--soft); font-size: .9rem }
.facts dd { margin: 0; font-size: 1.5rem; font-weight: 650; line-height: 1.25 }
.facts .soft { font-weight: 400; font-size: .85rem; display: block; line-height: 1.4 }
@media (max-width: 34rem) { html { font-size: 16px } body { padding: 1.25rem 1rem 3rem }
  section { margin-top: 2.4rem } .lead { font-size: 1.3rem }
  th, td { padding-right: .45rem } tbody th { min-width: 5rem }
  table { font-size: .92rem } .plot { width: 30%; min-width: 3.2rem; padding-right: 0 }
  .aside { display: none } }
@media print { html { font-size: 10.5pt } body { max-width: none; padding: 0 }
  section { margin-top: 1.6rem } figure, tr, li { break-inside: avoid }
  h2, h3, h2 + p, caption, thead { break-after: avoid } details:not([open]) { display: none }
  svg, .l1, .l2, .l3, .l4 { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  @page { margin: 16mm } }
"""
SHEET = COLORS + CHARTS + PAGE
PICTURE_SHEET = COLORS + CHARTS


def policy() -> str:
    """The content security policy of a page: its own sheet, and nothing else at all."""
    digest = b64encode(sha256(SHEET.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
