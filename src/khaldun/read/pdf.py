"""Which words does a PDF hold? Read in a process of its own, under limits, because a PDF may be made to harm."""

import json
import subprocess
import sys
from io import BytesIO

SECONDS = 60
MEMORY = 1_500_000_000  # bytes
PAGES = 2_000
CHARACTERS = 10_000_000


class UnreadableError(Exception):
    """The bytes are no PDF whose words can be read; the sentence says why."""


def pdf_text(data: bytes) -> str:
    """The words of a PDF page by page, with a form feed between pages; raises UnreadableError with the reason."""
    command = [sys.executable, "-m", "khaldun.read.pdf"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        answer: dict[str, str] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"took longer than {SECONDS} seconds to read") from None
    except ValueError:
        raise UnreadableError("needs more memory or time than one report may take") from None
    if "fault" in answer:
        raise UnreadableError(answer["fault"])
    return answer["text"]


def _limit() -> None:
    """Keeps this process within its memory and time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _answer(data: bytes) -> dict[str, str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only the process of its own needs it

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "is locked by a password"}
        if len(reader.pages) > PAGES:
            return {"fault": f"has more than {PAGES} pages, more than one report can have"}
        text = "\f".join(page.extract_text() for page in reader.pages)
    except Exception as fault:  # noqa: BLE001 - whatever a broken file does to the parser is the file's fault
        return {"fault": f"is not a PDF that can be read ({type(fault).__name__})"}
    if len(text) > CHARACTERS:
        return {"fault": f"holds more than {CHARACTERS} characters, more than one report can"}
    return {"text": text} if text.strip() else {"fault": "holds no words, only pictures of them; it needs OCR first"}


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
