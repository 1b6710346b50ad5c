"""Bytes become the text that was meant, or an InputError that says why not."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings.errors import InputError, TooLarge, UnreadableBytes
from tidings.ingest import cut, reads_language
from tidings.model import Document

NEWS = "Police in Lyon held two men on Tuesday. “We saw smoke,” a shopkeeper said — café owners fled."
ARABIC = "قالت الشرطة يوم الثلاثاء إن رجلين اعتقلا في مدينة ليون بعد العثور على بنادق في مرآب مستأجر."
RUSSIAN = "Полиция Лиона задержала во вторник двух мужчин после того, как в арендованном гараже нашли винтовки."
CHINESE = (
    "里昂警方星期二表示，他们在一间租用的车库里发现步枪后拘留了两名男子。检察官说，这些武器原本要运往利比亚西部的一个武装团伙。"
    "一名店主说，他在傍晚看见烟雾，随后许多人离开了咖啡馆，没有人受伤。"
)
TYPES = ("text/plain", "text/html", "text/markdown", "application/json", "application/octet-stream")


def doc(raw: bytes | str, media_type: str = "text/plain", **given: str) -> Document:
    return Document(raw.encode() if isinstance(raw, str) else raw, "here", media_type, given=tuple(given.items()))


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (NEWS, "utf-8"),
        (NEWS, "utf-8-sig"),
        (NEWS, "utf-16"),
        (NEWS, "utf-16-le"),
        (NEWS, "utf-16-be"),
        (NEWS, "utf-32"),
        (NEWS, "cp1252"),
        (ARABIC, "utf-8"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (RUSSIAN, "utf-16"),
    ],
)
def test_encodings_are_found(words, encoding):
    assert cut(doc(words.encode(encoding)))[0].text == words


@pytest.mark.parametrize(
    "head", ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">', ""]
)
@pytest.mark.parametrize(("words", "encoding"), [(NEWS, "windows-1252"), (RUSSIAN, "koi8-r"), (CHINESE, "gb18030")])
def test_a_page_is_decoded_as_it_declares_or_as_its_bytes_look(words, encoding, head):
    page = f"<html><head>{head.format(encoding)}</head><body><article><p>{words}</p></article></body></html>"
    assert cut(doc(page.encode(encoding), "text/html"))[0].text == words


@pytest.mark.parametrize("name", ["unicode_escape", "raw_unicode_escape", "Unicode-Escape", "rot13"])
def test_an_encoding_of_python_s_own_is_none_of_a_page_s(name):
    words = "Two held at Café \\x41\\u0042, police said in Lyon."
    page = f'<html><head><meta charset="{name}"></head><body><article><p>{words}</p></article></body></html>'
    assert cut(doc(page.encode("cp1252"), "text/html"))[0].text == words


def test_a_page_that_declares_wrongly_is_decoded_as_its_bytes_look():
    page = f'<html><head><meta charset="koi8-r"></head><body><article><p>{ARABIC}</p></article></body></html>'
    assert cut(doc(page, "text/html"))[0].text == ARABIC


@pytest.mark.parametrize(
    ("raw", "media_type", "reason", "words"),
    [
        (b"", "text/plain", "empty", "holds no characters"),
        (b" \r\n\t", "text/plain", "empty", "holds no characters"),
        ("\u2003 \u2029", "text/plain", "empty", "nothing but blanks"),
        ("--- *** ===\n\n", "text/plain", "empty", "holds no words"),
        (bytes(range(256)) * 40, "text/plain", "binary", "not a text|No known encoding"),
        (b"%PDF-1.7 ...", "text/plain", "damaged", "Not a whole PDF"),
        (b"PK\x03\x04....", "application/octet-stream", "binary", "ZIP"),
        (b"\x00\x01\x00\x02" * 99, "text/plain", "binary", "not a text|full of NUL"),
        (codecs.BOM_UTF8 + b"caf\xe9 held", "text/plain", "encoding", "starts as utf-8"),
        (b"{oops", "application/json", "invalid-json", "Not valid JSON"),
        (b"[" * 100_000, "application/json", "invalid-json", "Not valid JSON"),
        (b'{"title": "x"}', "application/json", "no-text", "no text under"),
        (b'"text"', "application/json", "no-text", "JSON str is not a story"),
        (b'{"text": "\\ud800 two held"}', "application/json", "encoding", "lone surrogates"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html", "no-text", "no article text"),
        (b"<!-- -->", "text/html", "no-text", "no article text"),
    ],
)
def test_what_cannot_be_read_says_why(raw, media_type, reason, words):
    with pytest.raises(UnreadableBytes, match=words) as caught:
        cut(doc(raw, media_type))
    assert caught.value.reason == reason


@pytest.mark.parametrize("media_type", TYPES)
def test_fifty_megabytes_are_refused(media_type):
    raw = b"Police held two men. " * 2_500_000
    with pytest.raises(TooLarge, match="more than the 6,000,000 that are read"):
        cut(doc(raw, media_type))


@pytest.mark.slow
def test_too_many_lines_are_refused():
    with pytest.raises(TooLarge, match="lines, more than the 200,000"):
        cut(doc("a\n" * 300_000))


def test_an_arabic_report_is_a_story():
    (story,) = cut(doc(ARABIC))[1]
    assert (story.language, reads_language(story), story.text) == ("ar", False, ARABIC)


@pytest.mark.parametrize(
    ("words", "told", "language"),
    [
        (NEWS, None, "en"),
        (NEWS, "fr", "en"),  # a template's language does not outweigh the text's
        (RUSSIAN, "en", "ru"),
        ("The army said it was over", None, "en"),
        ("Explosions Kabul", None, "und"),
        ("Explosions Kabul", "en-GB", "en"),
        ("12 34", None, "und"),
        ("La policía detuvo a dos hombres en Lima el martes por la noche, dijeron las autoridades.", None, "es"),
    ],
)
def test_languages(words, told, language):
    given = {"language": told} if told else {}
    assert cut(doc(json.dumps({"text": words}), "application/json", **given))[1][0].language == language


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    raw=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda words: words.encode("utf-8", "surrogatepass")),
        st.text(max_size=200).map(lambda words: f"<html><body><p>{words}</p>".encode("utf-8", "surrogatepass")),
        st.text(max_size=200).map(lambda words: words.encode("utf-16", "surrogatepass")),
    ),
    media_type=st.sampled_from(TYPES),
)
def test_any_bytes_give_stories_or_an_input_error(raw, media_type):
    try:
        text, stories = cut(doc(raw, media_type))
    except InputError:
        return
    assert stories
    ends = [0, *(story.end for story in stories)]
    for story, end in zip(stories, ends, strict=False):
        assert story.text == text.text[story.start : story.end] != ""
        assert story.start >= end
