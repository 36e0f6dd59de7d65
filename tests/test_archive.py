"""What the archive says of a response's place holds, whatever else goes on."""

from __future__ import annotations

import datetime as dt
import os
import threading
from pathlib import Path

from storage.archive import Archive
from storage.warc import read

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def test_a_response_stands_where_it_was_said_to_though_another_thread_flushes(tmp_path: Path) -> None:
    archive, stop = Archive.open(tmp_path, 1, "site", NOW), threading.Event()

    def flush() -> None:
        while not stop.is_set():
            archive.flush()

    flusher = threading.Thread(target=flush)
    flusher.start()
    empty: list[tuple[bytes, bytes]] = []
    places = {}
    for number in range(1000):
        url, body = f"https://example.org/{number}", os.urandom(3000)
        places[url] = archive.write(
            url=url, at=NOW, request_headers=empty, status=200, response_headers=empty, body=body
        )
    stop.set()
    flusher.join()
    archive.close()
    assert [url for url, place in places.items() if read(tmp_path / place.file, place.offset).url != url] == []
