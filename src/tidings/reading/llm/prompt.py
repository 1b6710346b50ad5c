"""The question put to a language model: rules, kinds and an example first, then one story between marks of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tidings.knowledge import Knowledge
from tidings.knowledge.asking import Asking, Example
from tidings.model import METHODS, content_id

Message = dict[str, str]


class Prompt:
    """What is asked about any story with these tables; `rule` names it in the accounts it leads to."""

    def __init__(self, know: Knowledge) -> None:
        self._asking = Asking.load()
        self._system = _system(self._asking, know)
        digest = content_id("prompt", self._system, self._asking.story, _example(self._asking))
        self.rule = f"llm.prompt.{digest}/{self._asking.version}"

    def messages(self, sentences: Sequence[str]) -> list[Message]:
        """Return the messages for a story; the story's words stand in the last one only, and only between its marks.

        A story that holds a word of the example is asked about without it, so that nothing of the example can be
        found in any story.
        """
        told = _told(self._asking, sentences)
        whole = "".join(sentences).lower()
        is_near = any(word.lower() in whole for word in self._asking.example.invented)
        system = self._system if is_near else f"{self._system}\n\n{_example(self._asking)}"
        return [{"role": "system", "content": system}, {"role": "user", "content": told}]


def example_answer(example: Example) -> str:
    """Return the answer that the example shows."""
    return json.dumps({"accounts": list(example.accounts)}, ensure_ascii=False)


def _system(asking: Asking, know: Knowledge) -> str:
    kinds = "\n".join(f"- {k.name} ({', '.join(k.roles)}): {k.definition}" for k in know.events)
    statuses = "\n".join(f"- {name}: {meaning}" for name, meaning in asking.statuses.items())
    numbers = ", ".join(f'"{name}"' for name in asking.numbers)
    filled = asking.system.replace("{kinds}", kinds).replace("{statuses}", statuses).replace("{numbers}", numbers)
    return filled.replace("{methods}", ", ".join(METHODS))


def _example(asking: Asking) -> str:
    example = asking.example
    return f"{example.lead}\n{_told(asking, example.sentences)}\n{example_answer(example)}"


def _told(asking: Asking, sentences: Sequence[str]) -> str:
    """The story between two marks that stand nowhere in it, a sentence a line: no sentence can end the story."""
    lines = "\n".join(f"[{n}] {' '.join(sentence.split())}" for n, sentence in enumerate(sentences))
    name = _mark(lines)
    marked = asking.story.replace("{open}", f"<{name}>").replace("{shut}", f"</{name}>")
    return marked.replace("{sentences}", lines)


def _mark(lines: str) -> str:
    tries = 0
    while (name := f"story-{content_id('mark', lines, tries)}") in lines:
        tries += 1
    return name
