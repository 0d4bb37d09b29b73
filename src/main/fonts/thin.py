"""Makes the outlines of a cut font smaller: thin.py FONT.ttf

A letter embeds the glyphs that it shows, and they are most of its bytes. Runs of curves become one where that is less than two
thousandths of the size away; places are rounded to a four-hundredth of it (0.014 mm in the text of a letter, 1,800 dots an inch),
by which most differences fit into one byte.
"""

import array
import math
import sys

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

UNITS = 400
AWAY = 2.0  # thousandths of the size
SNAP = 1.0  # units by which a point between two curves may be off, that is then left out
LONGEST = 8  # curves that may become one

path = sys.argv[1]
font = TTFont(path)
glyphs = font["glyf"]
scale = UNITS / font["head"].unitsPerEm
away = AWAY / 1000 * font["head"].unitsPerEm


def segments(points, flags):
    """Lines (from, None, to) and curves (from, control, to) of a closed contour."""
    spelled = []
    for place, point in enumerate(points):
        after = (place + 1) % len(points)
        spelled.append((point, flags[place] & 1))
        if not flags[place] & 1 and not flags[after] & 1:
            spelled.append((((point[0] + points[after][0]) / 2, (point[1] + points[after][1]) / 2), 1))
    first = next((place for place, (_, on) in enumerate(spelled) if on), None)
    if first is None:
        raise ValueError("a contour without a point on it")
    spelled = spelled[first:] + spelled[:first] + [spelled[first]]
    found, place = [], 0
    while place < len(spelled) - 1:
        if spelled[place + 1][1]:
            found.append((spelled[place][0], None, spelled[place + 1][0]))
            place += 1
        else:
            found.append((spelled[place][0], spelled[place + 1][0], spelled[place + 2][0]))
            place += 2
    return [one for one in found if one[0] != one[2] or one[1] is not None]


def at(segment, t):
    start, control, end = segment
    u = 1 - t
    if control is None:
        return (start[0] * u + end[0] * t, start[1] * u + end[1] * t)
    return tuple(u * u * start[axis] + 2 * u * t * control[axis] + t * t * end[axis] for axis in (0, 1))


def distance(point, line):
    best = math.inf
    for (ax, ay), (bx, by) in zip(line, line[1:]):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        t = 0 if length == 0 else max(0, min(1, ((point[0] - ax) * dx + (point[1] - ay) * dy) / length))
        best = min(best, (point[0] - ax - t * dx) ** 2 + (point[1] - ay - t * dy) ** 2)
    return best**0.5


def direction(segment, end):
    start, control, stop = segment
    whole = (stop[0] - start[0], stop[1] - start[1])
    if control is None:
        return whole
    part = (stop[0] - control[0], stop[1] - control[1]) if end else (control[0] - start[0], control[1] - start[1])
    return part if part != (0, 0) else whole


def merged(run):
    """One line or curve in place of the run, or nothing."""
    start, end = run[0][0], run[-1][2]
    points = [at(one, t) for one in run for t in (0, 0.25, 0.5, 0.75)] + [end]
    if start != end and all(distance(point, [start, end]) <= away for point in points):
        return (start, None, end)
    out, into = direction(run[0], False), direction(run[-1], True)
    cross = out[0] * into[1] - out[1] * into[0]
    if abs(cross) < 1e-9 or abs(math.atan2(cross, out[0] * into[0] + out[1] * into[1])) > 1.9:
        return None
    forth = ((end[0] - start[0]) * into[1] - (end[1] - start[1]) * into[0]) / cross
    back = ((end[0] - start[0]) * out[1] - (end[1] - start[1]) * out[0]) / cross
    if forth <= 0 or back < 0:
        return None
    curve = (start, (start[0] + forth * out[0], start[1] + forth * out[1]), end)
    line = [at(curve, step / 12) for step in range(13)]
    return curve if all(distance(point, line) <= away for point in points) else None


def simpler(contour):
    found, place = [], 0
    while place < len(contour):
        best, after = contour[place], place + 1
        for end in range(place + 2, min(place + LONGEST, len(contour)) + 1):
            one = merged(contour[place:end])
            if one is None:
                break
            best, after = one, end
        found.append(best)
        place = after
    return found


def rounded(contour):
    points = []
    for start, control, _ in contour:
        for point, on in ((start, 1), (control, 0)):
            if point is None:
                continue
            place = (round(point[0] * scale), round(point[1] * scale))
            if points and points[-1][0] == place:
                points[-1] = (place, points[-1][1] | on)
            else:
                points.append((place, on))
    while len(points) > 1 and points[0][0] == points[-1][0]:
        points.pop()
    kept = []
    for place, (point, on) in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % len(points)]
        if on and kept and not before[1] and not kept[-1][1] and not after[1]:
            if all(abs(before[0][axis] + after[0][axis] - 2 * point[axis]) <= 2 * SNAP for axis in (0, 1)):
                continue
        if on and kept and kept[-1][1] and before[1] and after[1]:
            if distance(point, [kept[-1][0], after[0]]) <= 0.4:
                continue
        kept.append((point, on))
    return kept if len(kept) > 2 else points


def thin(name):
    glyph = glyphs[name]
    if glyph.numberOfContours == 0:
        return
    points, ends, flags = glyph.getCoordinates(glyphs)
    places, on, last, begin = [], [], [], 0
    for end in ends:
        contour = rounded(simpler(segments([tuple(point) for point in points[begin : end + 1]], flags[begin : end + 1])))
        begin = end + 1
        if len(contour) > 2:
            places += [place for place, _ in contour]
            on += [flag for _, flag in contour]
            last.append(len(places) - 1)
    glyph.numberOfContours = len(last)
    glyph.coordinates = GlyphCoordinates(places)
    glyph.flags = array.array("B", on)
    glyph.endPtsOfContours = last
    glyph.recalcBounds(glyphs)


order = font.getGlyphOrder()
if any(glyphs[name].isComposite() for name in order):
    raise SystemExit("Glyphs made of others are not known here")
for name in order:
    glyphs[name].expand(glyphs)
    thin(name)

metrics = font["hmtx"].metrics
for name in order:
    width, _ = metrics[name]
    metrics[name] = (round(width * scale), getattr(glyphs[name], "xMin", 0) if glyphs[name].numberOfContours else 0)
for table, fields in {
    "hhea": ["ascent", "descent", "lineGap", "caretOffset"],
    "OS/2": [
        "xAvgCharWidth", "ySubscriptXSize", "ySubscriptYSize", "ySubscriptXOffset", "ySubscriptYOffset", "ySuperscriptXSize",
        "ySuperscriptYSize", "ySuperscriptXOffset", "ySuperscriptYOffset", "yStrikeoutSize", "yStrikeoutPosition", "sTypoAscender",
        "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "sxHeight", "sCapHeight",
    ],
    "post": ["underlinePosition", "underlineThickness"],
}.items():
    for field in fields:
        if hasattr(font[table], field):
            setattr(font[table], field, round(getattr(font[table], field) * scale))
font["head"].unitsPerEm = UNITS
font.save(path)
