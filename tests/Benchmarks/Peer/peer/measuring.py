# Licensed under the Apache License, Version 2.0 (the "License"); you may
# not use this file except in compliance with the License. You may obtain
# a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
# WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
# License for the specific language governing permissions and limitations
# under the License.

"""Repeats calls, each in a thread of its own, and counts them."""

import dataclasses
import itertools
import threading
import time

import tenacity

from taskflow import exceptions

WARM_UP = 0.1
"""Seconds of untimed calls before a measurement, shared by the flows."""

BATCH = 0.00005
"""Seconds of calls between two looks at the clock, if calls are that short."""

PATIENCE = 1.0
"""Seconds after the end within which a call, one of many, still counts."""

GAVE_UP = (exceptions.StorageFailure, tenacity.RetryError)
"""What a call raises whose write did not succeed, however often retried."""


@dataclasses.dataclass
class Tally:
    """What one thread did."""

    counted: int = 0    # Calls done before the end.
    late: int = 0       # Calls done by the first look at the clock after it.
    late_at: float = 0  # When that look was.
    failed: int = 0     # Calls that gave up, which are not counted.
    error: Exception = None  # What ended the thread, if not the clock.


def measure(calls, batch, seconds):
    """Repeats each call in a thread of its own, for some seconds.

    With no seconds each call is made once.

    :returns: the calls that returned, the seconds they took, the calls failed
    """
    begin = end = 0.0

    def open_gate():
        nonlocal begin, end
        begin = time.perf_counter()
        end = begin + seconds

    gate = threading.Barrier(len(calls), action=open_gate)
    tallies = [Tally() for _ in calls]

    def work(call, tally):
        gate.wait()
        try:
            repeat(call, tally)
        except Exception as error:
            tally.error = error

    def repeat(call, tally):
        clock = time.perf_counter
        while True:
            done = 0
            for _ in itertools.repeat(None, batch):
                try:
                    call()
                    done += 1
                except GAVE_UP:
                    tally.failed += 1
            now = clock()
            if now >= end:
                tally.late, tally.late_at = done, now
                return
            tally.counted += done

    threads = [threading.Thread(target=work, args=pair, daemon=True)
               for pair in zip(calls, tallies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for tally in tallies:
        if tally.error is not None:
            raise tally.error
    if seconds and len(calls) > 1:
        inside = [t for t in tallies if t.late_at <= end + PATIENCE]
    else:
        inside = tallies
    done = sum(t.counted for t in tallies) + sum(t.late for t in inside)
    stop = max((t.late_at for t in inside), default=end)
    return done, stop - begin, sum(t.failed for t in tallies)


def warm_up(calls):
    """Makes each call for a while; returns how many to make in a batch."""
    fastest = float("inf")
    for call in calls:
        done, begin = 0, time.perf_counter()
        while True:
            call()
            done += 1
            spent = time.perf_counter() - begin
            if spent >= WARM_UP / len(calls):
                break
        fastest = min(fastest, spent / done)
    return max(1, int(BATCH / fastest))
