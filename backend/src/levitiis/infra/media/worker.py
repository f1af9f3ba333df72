"""The process that opens pictures and documents: ``python -m levitiis.infra.media.worker REQUEST``."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from levitiis.infra.confined.process import Frame
from levitiis.infra.confined.worker import serve
from levitiis.infra.media.errors import DAMAGED, NO_SUCH_PAGE, TOO_COSTLY, TOO_MANY_PIXELS
from levitiis.infra.media.limits import MediaLimits

_QUALITY = 88
_PREVIEW_QUALITY = 80
_MILLION = 1_000_000
_WHITE = (255, 255, 255)
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def main(arguments: list[str]) -> int:
    """Serve the one request that the arguments hold."""
    return serve(arguments, _answer, lambda request: TOO_COSTLY(filename=request["filename"]))


def _answer(request: Frame) -> Iterator[Frame]:
    limits = MediaLimits(**request["limits"])
    path, filename = Path(request["path"]), str(request["filename"])
    if request["command"] == "picture":
        yield _picture(path, filename, _FORMATS[request["media_type"]], limits)
    elif request["command"] == "pdf":
        yield _document(path, filename, limits)
    else:
        yield {"content": _page(path, filename, int(request["page"]), limits.page_side)}


def _picture(path: Path, filename: str, form: str, limits: MediaLimits) -> Frame:
    """The picture made anew from its pixels: turned as it was meant, without anything it carried along."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # counted here, before a pixel is decoded
    try:
        with Image.open(path, formats=[form]) as opened:
            width, height = opened.size
            if width * height > limits.max_pixels:
                raise TOO_MANY_PIXELS(
                    filename=filename, width=width, height=height, limit=limits.max_pixels // _MILLION
                )
            opened.seek(0)
            if form == "JPEG":
                opened.draft("RGB", (limits.max_side, limits.max_side))
            turned = ImageOps.exif_transpose(opened)
            plain = _plain(turned)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DAMAGED(filename=filename) from error
    plain.thumbnail((limits.max_side, limits.max_side))
    content = _encoded(plain, form, _QUALITY)
    width, height = plain.size
    plain.thumbnail((limits.preview_side, limits.preview_side))
    return {"width": width, "height": height, "content": content, "preview": _preview(plain)}


def _plain(picture: Any) -> Any:
    """Pixels in RGB, or RGBA where something is transparent; a palette and a profile are resolved."""
    from PIL import Image

    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if transparent else "RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _encoded(picture: Any, form: str, quality: int) -> bytes:
    out = io.BytesIO()
    if form == "PNG":
        picture.save(out, form, compress_level=6)
    else:
        picture.convert("RGB" if form == "JPEG" else picture.mode).save(out, form, quality=quality)
    return out.getvalue()


def _preview(picture: Any) -> bytes:
    """A small JPEG; what is transparent is white."""
    from PIL import Image

    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, _WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    return _encoded(picture, "JPEG", _PREVIEW_QUALITY)


def _document(path: Path, filename: str, limits: MediaLimits) -> Frame:
    """Number of pages and a preview of the first; one that asks for a password has neither."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return {"pages": None, "preview": None}
        raise DAMAGED(filename=filename) from error
    pages = len(document)
    if not pages:
        raise DAMAGED(filename=filename)
    return {"pages": pages, "preview": _rendered(document, filename, 0, limits.preview_side)}


def _page(path: Path, filename: str, number: int, side: int) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise DAMAGED(filename=filename) from error
    if not 1 <= number <= len(document):
        raise NO_SUCH_PAGE()
    return _rendered(document, filename, number - 1, side)


def _rendered(document: Any, filename: str, index: int, side: int) -> bytes:
    import pypdfium2

    try:
        page = document[index]
        width, height = page.get_size()
        scale = side / max(width, height, 1)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise DAMAGED(filename=filename) from error
    return _encoded(picture, "JPEG", _PREVIEW_QUALITY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
