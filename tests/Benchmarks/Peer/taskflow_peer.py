#!/usr/bin/python3
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

"""The peer side of the benchmark: Python TaskFlow's own ``Storage``.

On Debian, with the system's Python::

    apt-get install python3-taskflow python3-sqlalchemy-utils python3-alembic
    /usr/bin/python3 taskflow_peer.py --list
    /usr/bin/python3 taskflow_peer.py --on sqlite --scenario save_small \\
        --atoms 100 --flows 1 --seconds 1

With ``--batch`` one process serves a whole run: each line of standard input
is a request, ``{"on", "connection", "scenario", "atoms", "flows", "seconds"}``,
of which all but ``on`` and ``scenario`` may be left out, and is answered by one
line on standard output, ``{"on", "scenario", "atoms", "flows", "per_s", "operations",
"elapsed_s"}``, or ``{"error", "request"}`` for a request that cannot be met.
Requests that agree in ``on``, ``atoms`` and ``flows`` share the flows, and those
that follow one another on them with the same ``scenario`` the warming up.
Without ``--batch`` one such line is printed. Remarks go to standard error.

What is measured

* A backend holds one log book of ``flows`` flows of ``atoms`` tasks each.
  ``memory`` is ``{"connection": "memory"}``; ``sqlite`` is a file, and
  ``directory`` a folder, in a fresh temporary directory; the others are on a
  server, which ``connection`` names as SQLAlchemy does. All have TaskFlow's
  default settings: no option, pragma or pool is changed.
* Every flow has its own thread and its own ``Storage``, and all share the
  backend. A rate is of all flows together.
* Setting up, warming up and tearing down are not timed, nor is making the
  values that a call writes.
* The first 100 tasks of a flow, or all if it has fewer, provided a name each.
  The last 10 are those that are written to, in turn, in flows of any length:
  the question is what one atom costs among many. Each call writes what the
  atom does not have.
* A rate is the calls that returned, divided by the time until the last of them
  did. No new call starts once ``seconds`` have passed. A call that is still
  running well after that, as one is that TaskFlow retries after a pause of
  five seconds (on "database is locked"), is awaited but left out of the rate.
* ``ensure_atoms`` would change what it measures, as the flow grows by 100
  atoms a call. Each flow therefore takes one call, and the backend is then set
  up anew, until the calls have taken ``seconds``, or setting up has taken long.
"""

import argparse
import json
import sys
import warnings

from peer import bench
from peer import engine_runs
from peer import scenarios
from peer import stores


def main():
    parser = argparse.ArgumentParser(
        description="Measures Python TaskFlow's Storage.")
    parser.add_argument("--list", action="store_true",
                        help="list the scenarios")
    parser.add_argument("--batch", action="store_true",
                        help="answer requests from standard input")
    parser.add_argument("--on", choices=stores.STORES, default="memory")
    parser.add_argument("--connection",
                        help="the server's database, as SQLAlchemy says it")
    parser.add_argument("--scenario", 
                        choices=[*scenarios.SCENARIOS, *engine_runs.SCENARIOS])
    parser.add_argument("--atoms", type=int, default=100)
    parser.add_argument("--flows", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    # SQLAlchemy remarks on TaskFlow's use of it, which is not ours to change.
    warnings.simplefilter("ignore")
    if options.list:
        for name, prepare in scenarios.SCENARIOS.items():
            print("%-18s %s" % (name, prepare.__doc__))
        for name in engine_runs.SCENARIOS:
            print("%-22s %s" % (name, "see engine_runs.py"))
    elif options.batch:
        bench.serve(sys.stdin)
    elif options.scenario:
        print(json.dumps(bench.run(
            options.on, options.scenario, options.connection, options.atoms,
            options.flows, options.seconds)))
    else:
        parser.error("one of --scenario, --batch and --list is needed")


if __name__ == "__main__":
    main()
