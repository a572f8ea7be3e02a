"""Photographs of the demo world, drawn: houses and rooms as a visitor might have taken them, and nobody in them."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 720)
MOTIFS = 6


def picture(number):
    """A JPEG: the same number is always the same picture."""
    rng = np.random.default_rng([2569, number])
    image = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(image)
    (_house if number % 2 == 0 else _room)(draw, rng)
    image = _as_taken(image, rng)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=72)
    return kept.getvalue()


def _shade(rng, colour, by=14):
    return tuple(int(np.clip(each + rng.integers(-by, by + 1), 0, 255)) for each in colour)


def _house(draw, rng):
    """A wooden house on posts under a tin roof, between trees."""
    width, height = SIZE
    ground = int(height * 0.72)
    for y in range(ground):
        share = y / ground
        draw.line([(0, y), (width, y)], fill=(int(150 + 80 * share), int(195 + 40 * share), 238))
    draw.rectangle([0, ground, width, height], fill=_shade(rng, (168, 144, 104)))
    for _number in range(9):
        x, y, size = int(rng.integers(0, width)), int(rng.integers(180, ground)), int(rng.integers(60, 170))
        draw.ellipse([x - size, y - size, x + size, y + size // 2], fill=_shade(rng, (74, 118, 62), 24))
    left, wall = int(rng.integers(170, 300)), _shade(rng, (156, 112, 74))
    for post in range(left + 20, left + 460, 105):
        draw.rectangle([post, ground - 120, post + 16, ground + 40], fill=_shade(rng, (92, 66, 46)))
    draw.rectangle([left, ground - 310, left + 480, ground - 110], fill=wall)
    for plank in range(ground - 300, ground - 110, 22):
        draw.line([(left, plank), (left + 480, plank)], fill=_shade(rng, (128, 90, 58)), width=2)
    roof = _shade(rng, (132, 140, 148))
    draw.polygon([(left - 50, ground - 300), (left + 240, ground - 440), (left + 530, ground - 300)], fill=roof)
    draw.rectangle([left + 60, ground - 260, left + 150, ground - 170], fill=_shade(rng, (58, 48, 42)))
    draw.rectangle([left + 300, ground - 270, left + 390, ground - 110], fill=_shade(rng, (74, 56, 44)))
    for step in range(6):
        y = ground - 110 + step * 24
        draw.rectangle([left + 300 - step * 4, y, left + 390 + step * 4, y + 10], fill=_shade(rng, (104, 76, 52)))


def _room(draw, rng):
    """A room: boards, a window, a bed with a mattress, a walker beside it."""
    width, height = SIZE
    floor = int(height * 0.62)
    draw.rectangle([0, 0, width, floor], fill=_shade(rng, (196, 206, 196)))
    draw.rectangle([0, floor, width, height], fill=_shade(rng, (142, 108, 78)))
    for board in range(floor, height, 34):
        draw.line([(0, board), (width, board)], fill=_shade(rng, (118, 88, 62)), width=3)
    at = int(rng.integers(90, 220))
    draw.rectangle([at, 90, at + 230, 290], fill=(226, 240, 250), outline=(120, 96, 72), width=12)
    draw.line([(at + 115, 90), (at + 115, 290)], fill=(120, 96, 72), width=8)
    left = int(rng.integers(330, 420))
    for leg in (left, left + 430):
        draw.rectangle([leg, floor - 40, leg + 18, floor + 130], fill=_shade(rng, (86, 92, 98)))
    draw.rectangle([left - 6, floor - 130, left + 14, floor + 90], fill=_shade(rng, (86, 92, 98)))
    draw.rounded_rectangle([left, floor - 60, left + 450, floor + 40], 18, fill=_shade(rng, (88, 128, 168), 30))
    draw.rounded_rectangle([left + 16, floor - 92, left + 136, floor - 48], 18, fill=(244, 242, 236))
    metal = _shade(rng, (170, 174, 178))
    x, y = int(rng.integers(80, 150)), floor + 150
    draw.line([(x, y), (x + 30, y - 210), (x + 170, y - 210), (x + 200, y)], fill=metal, width=12)
    draw.line([(x + 20, y - 100), (x + 182, y - 100)], fill=metal, width=9)


def _as_taken(image, rng):
    """A phone's picture: a little soft, a little grainy, darker at the edges."""
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32)
    x, y = np.meshgrid(np.linspace(-1, 1, SIZE[0]), np.linspace(-1, 1, SIZE[1]))
    edges = 1 - 0.22 * (x**2 + y**2)
    grain = rng.normal(0, 5, soft.shape[:2])
    taken = soft * edges[..., None] + grain[..., None]
    return Image.fromarray(np.clip(taken, 0, 255).astype(np.uint8))
