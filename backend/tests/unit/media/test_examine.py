"""What an attached file is, by its content alone; pictures leave as pixels and nothing else."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from levitiis.infra.media.examine import Examined, examine, page_picture
from levitiis.infra.media.kinds import ALL, kind_of
from levitiis.infra.media.limits import MediaLimits
from levitiis.kit.problems import Problem
from tests import pictures


def examined(folder: Path, content: bytes, name: str = "a.bin", **limits: int) -> Examined:
    path = folder / "content"
    path.write_bytes(content)
    return examine(path, name, MediaLimits(**limits))


def refused(folder: Path, content: bytes, **limits: int) -> str:
    with pytest.raises(Problem) as problem:
        examined(folder, content, **limits)
    return problem.value.code


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content))


class TestPictures:
    def test_exif_is_gone_and_its_turn_is_done(self, tmp_path: Path) -> None:
        content = pictures.jpeg(640, 480, turned=True)
        assert pictures.SECRET.encode() in content
        found = examined(tmp_path, content)
        assert (found.width, found.height) == (480, 640)
        assert found.content is not None
        assert pictures.SECRET.encode() not in found.content
        assert not opened(found.content).getexif()
        assert opened(found.content).size == (480, 640)

    @pytest.mark.parametrize(
        ("content", "media_type", "form"),
        [
            (pictures.jpeg(), "image/jpeg", "JPEG"),
            (pictures.png(), "image/png", "PNG"),
            (pictures.webp(), "image/webp", "WEBP"),
        ],
        ids=["jpeg", "png", "webp"],
    )
    def test_each_keeps_its_format(self, tmp_path: Path, content: bytes, media_type: str, form: str) -> None:
        found = examined(tmp_path, content, "photo.html")
        assert found.kind.media_type == media_type
        assert opened(found.content).format == form
        assert opened(found.preview).format == "JPEG"

    def test_a_large_one_is_made_smaller_and_the_preview_is_small(self, tmp_path: Path) -> None:
        found = examined(tmp_path, pictures.jpeg(5_000, 3_000), max_side=2_000)
        assert (found.width, found.height) == (2_000, 1_200)
        assert max(opened(found.preview).size) == 480

    def test_transparency_stays_and_is_white_in_the_preview(self, tmp_path: Path) -> None:
        found = examined(tmp_path, pictures.png(transparent=True))
        assert opened(found.content).mode == "RGBA"
        assert opened(found.preview).convert("RGB").getpixel((5, 5)) == (255, 255, 255)

    def test_what_follows_the_pixels_is_gone(self, tmp_path: Path) -> None:
        found = examined(tmp_path, pictures.png() + pictures.HTML + b"PK\x03\x04")
        assert found.content is not None
        assert b"script" not in found.content
        assert found.content.endswith(b"IEND\xaeB`\x82")

    def test_the_same_picture_gives_the_same_bytes(self, tmp_path: Path) -> None:
        first, second = (examined(tmp_path, pictures.jpeg()).content for _ in range(2))
        assert first == second

    def test_a_hundred_million_pixels_are_refused_before_they_are_decoded(self, tmp_path: Path) -> None:
        assert refused(tmp_path, pictures.huge_png(10_000)) == "media.too_many_pixels"

    def test_one_that_says_it_is_huge_and_holds_nothing(self, tmp_path: Path) -> None:
        content = bytearray(pictures.png())
        content[16:24] = (2**31 - 1).to_bytes(4, "big") * 2
        assert refused(tmp_path, bytes(content)) in ("media.too_many_pixels", "media.damaged")

    def test_memory_is_bounded(self, tmp_path: Path) -> None:
        assert refused(tmp_path, pictures.jpeg(7_000, 7_000), memory_bytes=90_000_000) == "media.too_costly"

    @pytest.mark.parametrize(
        "content",
        [pictures.jpeg()[:300], pictures.png()[:40], pictures.webp()[:30]],
        ids=["jpeg", "png", "webp"],
    )
    def test_one_that_was_cut_is_damaged(self, tmp_path: Path, content: bytes) -> None:
        assert refused(tmp_path, content) == "media.damaged"


class TestDocuments:
    def test_a_pdf_tells_its_pages_and_shows_the_first(self, tmp_path: Path) -> None:
        found = examined(tmp_path, pictures.pdf(3))
        assert (found.kind.media_type, found.pages, found.content) == ("application/pdf", 3, None)
        assert opened(found.preview).format == "JPEG"

    def test_any_page_can_be_shown_but_no_other(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(pictures.pdf(2))
        assert opened(page_picture(path, "a.pdf", 2)).format == "JPEG"
        with pytest.raises(Problem) as problem:
            page_picture(path, "a.pdf", 3)
        assert problem.value.code == "media.no_such_page"

    def test_a_pdf_that_is_none(self, tmp_path: Path) -> None:
        assert refused(tmp_path, b"%PDF-1.7\n" + bytes(400)) == "media.damaged"

    def test_html_before_a_pdf_is_no_pdf(self, tmp_path: Path) -> None:
        assert refused(tmp_path, pictures.HTML + pictures.pdf()) == "media.not_accepted"

    def test_office_documents_are_told_by_what_they_hold(self, tmp_path: Path) -> None:
        odt = pictures.archive(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
        )
        assert examined(tmp_path, pictures.docx()).kind.extension == "docx"
        assert examined(tmp_path, odt).kind.extension == "odt"

    @pytest.mark.parametrize(
        "entry", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"]
    )
    def test_macros_and_embedded_programs_are_refused(self, tmp_path: Path, entry: str) -> None:
        assert refused(tmp_path, pictures.docx(**{entry: b"x"})) == "media.macros"


@pytest.mark.parametrize(
    "content",
    [
        pictures.SVG, pictures.HTML, pictures.XHTML, pictures.GIF_SCRIPT, b"MZ" + bytes(100),
        b"\x7fELF" + bytes(100), b"plain text", b"\0" * 100, b"a;b;c\n", pictures.archive({"a.txt": b"x"}),
        pictures.archive({"META-INF/MANIFEST.MF": b"", "A.class": b"\xca\xfe\xba\xbe"}),
        b"\xef\xbb\xbf" + pictures.SVG, b" " + pictures.jpeg(),
    ],
    ids=["svg", "html", "xhtml", "gif+script", "exe", "elf", "text", "zeros", "csv", "zip", "jar", "bom+svg",
         "blank+jpeg"],
)  # fmt: skip
def test_what_is_not_on_the_list_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content) == "media.not_accepted"


GOOD = [pictures.jpeg(), pictures.png(), pictures.webp(), pictures.pdf(), pictures.docx()]


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(GOOD), st.randoms(use_true_random=False))
def test_a_damaged_file_is_refused_or_opened_and_never_a_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, chance: random.Random
) -> None:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    try:
        examined(tmp_path_factory.mktemp("spoilt"), bytes(spoilt[: chance.randint(1, len(spoilt))]))
    except Problem as problem:
        assert problem.code.startswith("media.")
        assert problem.status < 500


def test_no_accepted_type_is_one_that_a_browser_would_run() -> None:
    for kind in ALL:
        assert not {"html", "svg", "xml;", "script"} & set(kind.media_type.replace("+", "/").split("/"))


def test_the_name_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "photo.svg"
    path.write_bytes(pictures.png())
    assert kind_of(path, "photo.svg").media_type == "image/png"
