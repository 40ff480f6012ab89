"""The demo as a person starts it: everything comes up together and ends together."""

import re
import signal
import subprocess
import sys
import urllib.request

import psutil


def test_the_demo_comes_up_and_ends_with_its_window(tmp_path):
    words = [sys.executable, "-m", "desktop_agent", "demo", "--folder", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        page = re.search(r"http://127\.0\.0\.1:\d+/chat\S*", demo.stdout.readline())[0]
        with urllib.request.urlopen(page) as answer:
            assert b"<title>Chat</title>" in answer.read()
        while "window" not in demo.stdout.readline():
            pass
        people = psutil.Process(demo.pid).children()
        demo.send_signal(signal.SIGTERM)
        _, said = demo.communicate(timeout=40)
    assert demo.returncode == 0, said
    assert said == ""
    assert len(people) >= 2
    assert not any(person.is_running() for person in people)
    assert (tmp_path / "store.sqlite").exists()
