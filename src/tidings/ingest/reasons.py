"""Why an input is not read: the codes that Problems of ingest carry, and what each means."""

from __future__ import annotations

REASONS = {
    "binary": "the bytes are those of a program, a picture or another format that no reader reads",
    "bomb": "what is packed would unpack to far more than any honest file does",
    "damaged": "the format is known, but its bytes are cut off, altered, or contradict each other",
    "digest": "a web archive's record differs from the digest that stands beside it; it is read all the same",
    "empty": "there are no words, or a container has no items",
    "encoding": "no known encoding makes text of the bytes",
    "entities": "XML defines entities, by which a file asks for others or bursts",
    "fault": "the program has a fault, which this input brought to light; others are read",
    "hangs": "a program that opens the file crashes on it, or does not end in its time, and was stopped",
    "invalid-json": "what is called JSON is not",
    "locked": "a password or encryption is in the way",
    "missing": "there is no such file",
    "no-ocr": "pages are pictures of text, and the extra that reads those is not installed; other pages are read",
    "no-parquet": "the file is Parquet, and the extra that reads it is not installed",
    "no-text": "the format is read, but there is no text in it: a photograph, a menu, a row without the field",
    "ocr": "pages are pictures of text and were read by OCR, which errs where a text layer does not",
    "too-deep": "containers or elements lie inside one another beyond the bound",
    "too-large": "a bound on size is exceeded; the message names it",
    "too-many": "a bound on the number of items is exceeded; the message names it",
    "unread-language": "the text is kept and searchable, but no reader reads its language",
    "unreadable": "the file system does not give the file",
}
