"""The server is killed at random points while it writes; what it acknowledged is still there."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from parallel_corpus.decisions import FILE
from tests.processes import LIMIT, random_moment, wait_until
from tests.review.conftest import Child

pytestmark = pytest.mark.slow

KILLS = 50
PAIR = "bead:adopted:en:p1=adopted:ar:p1"


class Page:
    """As much of a browser as it takes to decide: the token, the cookie, the origin."""

    def __init__(self, address: str) -> None:
        url = urlsplit(address)
        self.host = url.netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=LIMIT)
        self.connection.request("GET", f"/?{url.query}")
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 303
        self.cookie = (answer.headers["set-cookie"] or "").split(";")[0]

    def decide(self, request: dict[str, object]) -> int:
        headers = {
            "Cookie": self.cookie,
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
        }
        self.connection.request("POST", "/decide", json.dumps(request), headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def decide_until_killed(page: Page, name: str, acknowledged: list[str]) -> None:
    for number in range(10_000):
        comment = f"{name}-{number} " + "تعليق " * 40
        try:
            if page.decide({"verdict": "comment", "on": PAIR, "comment": comment}) == 200:
                acknowledged.append(comment)
        except (OSError, http.client.HTTPException):
            return


def test_fifty_killed_servers_lose_nothing_acknowledged(
    folder: Path, serve_quickly: Callable[[], Child]
) -> None:
    dice = random.Random(3)
    acknowledged: list[str] = []
    for kill in range(KILLS):
        child = serve_quickly()
        page = Page(child.address)
        before = len(acknowledged)
        hand = threading.Thread(target=decide_until_killed, args=(page, f"k{kill}", acknowledged))
        hand.start()
        wait_until(
            "a decision is acknowledged",
            lambda before=before, hand=hand: len(acknowledged) > before or not hand.is_alive(),
        )
        random_moment(dice, 0.05)
        child.kill()
        hand.join()
        page.connection.close()
        lines = (folder / FILE).read_bytes().split(b"\n")[:-1]
        kept = {json.loads(line)["comment"] for line in lines}
        assert set(acknowledged) <= kept
    assert len(acknowledged) > KILLS
