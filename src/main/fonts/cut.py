"""Cuts the fonts of the letters: cut.py SOURCE.ttf TARGET.ttf [gb2312]

What a letter does not need is left out: positioning, vertical writing, hints. Every code point gets a glyph of its own, so that what is
copied out of a PDF is what was written: a PDF remembers glyphs, and fonts draw 长 and the radical ⻓ by the same one.
"""

import copy
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

source, target = sys.argv[1:3]
small = "gb2312" in sys.argv


def wanted(code):
    if 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F or 0xFE00 <= code <= 0xFE0F or 0xFFA0 <= code <= 0xFFDF:
        return False  # Hangul, and what chooses between variants
    if not small or code < 0x3000:
        return not small or code < 0x250 or 0x2000 <= code
    try:
        chr(code).encode("gb2312")
        return True
    except UnicodeEncodeError:
        return code < 0x3040 or 0xFF00 <= code


options = subset.Options(
    layout_features=[],
    hinting=False,
    glyph_names=False,
    notdef_outline=True,
    name_IDs=["*"],
    drop_tables=["vhea", "vmtx", "VORG", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep", "BASE", "DSIG"],
)
font = TTFont(source)
cutter = subset.Subsetter(options)
cutter.populate(unicodes=[code for code in font.getBestCmap() if wanted(code)])
cutter.subset(font)

order = list(font.getGlyphOrder())
seen = set()
glyphs, widths = font["glyf"], font["hmtx"]
cmap = dict(font.getBestCmap())
for code in sorted(cmap):
    name = cmap[code]
    if name in seen:
        own = "u%05X" % code
        glyphs.glyphs[own] = copy.deepcopy(glyphs[name])
        widths.metrics[own] = widths.metrics[name]
        order.append(own)
        cmap[code] = own
    seen.add(cmap[code])
font.setGlyphOrder(order)
glyphs.glyphOrder = order
font["maxp"].numGlyphs = len(order)
for table in font["cmap"].tables:
    if table.isUnicode() and table.format in (4, 12):
        table.cmap = {code: name for code, name in cmap.items() if table.format == 12 or code <= 0xFFFF}
font["post"].formatType = 3.0
font.save(target)
