"""Puts names beside points so that they cover neither each other nor the points."""

import matplotlib.patheffects as effects

from .. import style

# Where a name may stand: by how far from its point (pixels at 100 dpi), then by side.
_DISTANCES = (7, 16, 28, 42, 60, 80)
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 0.7), (1, -0.7), (-1, 0.7), (-1, -0.7),
          (0.4, 1), (0.4, -1), (-0.4, 1), (-0.4, -1))
_LEADER_FROM = 16  # distance from which a line leads to the point


class Placer:
    """Keeps the boxes (pixels) that are taken. The axes must have their final place."""

    def __init__(self, axis):
        self._axis = axis
        self._renderer = axis.figure.canvas.get_renderer()
        self._frame = axis.get_window_extent(self._renderer)
        self._taken = []

    def pixels(self, x, y):
        return self._axis.transData.transform((x, y))

    def take(self, x, y, radius):
        """Keeps names away from a mark."""
        px, py = self.pixels(x, y)
        self._taken.append((px - radius, py - radius, px + radius, py + radius))

    def name(self, x, y, text, on_point=False, **how):
        """Writes a name at the nearest free place; False if there is none. `on_point`: the place
        itself is tried first."""
        label = self._axis.text(x, y, text, va="center", multialignment="center", path_effects=[
            effects.withStroke(linewidth=2.2, foreground="white", alpha=0.85)], **how)
        box = label.get_window_extent(self._renderer)
        px, py = self.pixels(x, y)
        for distance, cx, cy in self._candidates(px, py, box.width, box.height, on_point):
            place = (cx - box.width / 2, cy - box.height / 2, cx + box.width / 2,
                     cy + box.height / 2)
            if self._is_free(place):
                self._taken.append(place)
                label.set_position(self._axis.transData.inverted().transform((cx, cy)))
                label.set_horizontalalignment("center")
                if distance >= _LEADER_FROM:
                    self._lead(px, py, place)
                return True
        label.remove()
        return False

    def _candidates(self, px, py, width, height, on_point):
        if on_point:
            yield 0, px, py
        for distance in _DISTANCES:
            for sx, sy in _SIDES:
                yield (distance, px + sx * distance + (width / 2 if sx > 0.5 else
                                                       -width / 2 if sx < -0.5 else 0),
                       py + sy * distance + (height / 2 if sy > 0.5 else
                                             -height / 2 if sy < -0.5 else 0))

    def _is_free(self, box):
        left, low, right, high = box
        frame = self._frame
        if left < frame.x0 + 2 or right > frame.x1 - 2 or low < frame.y0 + 2 or high > frame.y1 - 2:
            return False
        return all(right < a or left > c or high < b or low > d for a, b, c, d in self._taken)

    def _lead(self, px, py, place):
        left, low, right, high = place
        end = (min(max(px, left), right), min(max(py, low), high))
        points = self._axis.transData.inverted().transform([(px, py), end])
        self._axis.plot(points[:, 0], points[:, 1], color=style.INK, linewidth=0.5, zorder=7.5)
