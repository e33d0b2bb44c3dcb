"""Ctrl-C ends a running analysis at once; other threads run meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time

import newsgrain

SCRIPT = """
import sys, newsgrain
nlp = newsgrain.Pipeline({"segments": {"max_tokens": 100_000_000}})
text = "Anna Berg said \\u201cno\\u201d again and again to Peter Novak in Oslo. " * 400_000
print("ready", flush=True)
try:
    nlp(text)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_keyboard_interrupt():
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.4)
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "interrupted\n"
    assert process.wait(timeout=20) == 0


def test_other_threads_run_while_it_works():
    nlp = newsgrain.Pipeline()
    text = "Anna Berg said no to Peter Novak. " * 60_000
    ticks = 0
    done = threading.Event()

    def work():
        nlp(text)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.001):
        ticks += 1
    thread.join()
    assert ticks > 3


def test_fork_after_use():
    nlp = newsgrain.Pipeline()
    nlp("Anna Berg said no.")
    child = os.fork()
    if child == 0:
        os._exit(0 if nlp("Anna Berg said no.").status == "ok" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
