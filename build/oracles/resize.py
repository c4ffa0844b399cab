"""Writes shared/tensor/testing/pillow.json: what Pillow makes of a synthetic image, for shared/tensor/image.test.ts.

Run by hand with Pillow installed: python build/oracles/resize.py
The image is computed, here and in the test, by the same integer formula; only results are stored.
"""

import base64
import json
import pathlib

import PIL
from PIL import Image

WIDTH, HEIGHT = 53, 37


def pixel(x, y):
    """Edges, ramps and noise-like detail in three channels."""
    red = (x * 37 + y * 11 + (x * y) % 29 * 7) % 256
    green = 255 if (x // 5 + y // 3) % 2 == 0 else (x * 4) % 256
    blue = (x * x + 3 * y * y) % 256
    return red, green, blue


def torchvision_resize(image, size):
    """transforms.Resize(int): the shorter side becomes `size`, the longer is truncated."""
    width, height = image.size
    if width <= height:
        target = (size, int(size * height / width))
    else:
        target = (int(size * width / height), size)
    return image.resize(target, Image.Resampling.BILINEAR)


def torchvision_center_crop(image, height, width):
    """transforms.CenterCrop, for crops within the image."""
    top = int(round((image.height - height) / 2.0))
    left = int(round((image.width - width) / 2.0))
    return image.crop((left, top, left + width, top + height))


image = Image.new('RGB', (WIDTH, HEIGHT))
image.putdata([pixel(x, y) for y in range(HEIGHT) for x in range(WIDTH)])
grey = image.convert('L')

cases = []


def case(name, mode, height, width, fit, resize, result):
    cases.append(
        {
            'name': name,
            'channels': 1 if mode == 'L' else 3,
            'height': height,
            'width': width,
            'fit': fit,
            'resize': resize,
            'bytes': base64.b64encode(result.tobytes()).decode('ascii'),
        }
    )


for source in (image, grey):
    mode = source.mode
    for width, height in ((53, 37), (32, 32), (17, 29), (80, 61), (5, 3), (53, 11), (9, 37), (1, 1)):
        resized = source.resize((width, height), Image.Resampling.BILINEAR)
        case(f'{mode} stretched to {width}x{height}', mode, height, width, 'stretch', 0, resized)
    for resize, height, width in ((26, 22, 22), (27, 24, 20), (29, 16, 33), (64, 56, 56)):
        cropped = torchvision_center_crop(torchvision_resize(source, resize), height, width)
        case(f'{mode} shorter side {resize}, crop {width}x{height}', mode, height, width, 'crop', resize, cropped)

target = pathlib.Path(__file__).parents[2] / 'shared' / 'tensor' / 'testing' / 'pillow.json'
# Small crops of large results would hide errors at the edges; large ones would swell the repository.
cases = [entry for entry in cases if len(entry['bytes']) < 12000]
target.write_text(json.dumps({'pillow': PIL.__version__, 'width': WIDTH, 'height': HEIGHT, 'cases': cases}, indent=2) + '\n')
