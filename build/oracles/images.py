"""Writes e2e/images.json: small images as cameras, printers and scanners make them, for e2e/images.spec.ts.

Run by hand with Pillow installed: python build/oracles/images.py
All show the same: the left half red, the right half blue (white and black in grey), 48 pixels wide and 24 high.
"""

import base64
import io
import json
import pathlib

from PIL import Image

WIDTH, HEIGHT = 48, 24


def halves(mode, left, right):
    image = Image.new(mode, (WIDTH, HEIGHT), right)
    image.paste(left, (0, 0, WIDTH // 2, HEIGHT))
    return image


def encoded(image, form, **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return base64.b64encode(file.getvalue()).decode()


def turned():
    """Stored as it lies on the sensor; EXIF says that it is to be shown turned right by 90 degrees."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


RGB = halves("RGB", (255, 0, 0), (0, 0, 255))
IMAGES = {
    "plain.png": encoded(RGB, "PNG"),
    "turned.jpg": encoded(RGB, "JPEG", quality=95, exif=turned()),
    # Full cyan, magenta, yellow or key: ink takes light away.
    "print.jpg": encoded(halves("CMYK", (0, 255, 255, 0), (255, 255, 0, 0)), "JPEG", quality=95),
    "scan.png": encoded(halves("I;16", 65535, 0), "PNG"),
    "animated.gif": encoded(RGB, "GIF", save_all=True, append_images=[Image.new("RGB", (WIDTH, HEIGHT), (0, 255, 0))]),
    "transparent.png": encoded(halves("RGBA", (255, 0, 0, 255), (0, 0, 255, 0)), "PNG"),
    "lossless.webp": encoded(RGB, "WEBP", lossless=True),
}

target = pathlib.Path(__file__).parents[2] / "e2e/images.json"
target.write_text(json.dumps(IMAGES, indent=2) + "\n")
