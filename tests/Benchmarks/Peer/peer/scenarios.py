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

"""Scenarios. Each function takes a flow and returns the call to repeat."""

import itertools

from taskflow import states

from peer import flows

ENSURED = 100
"""Atoms added by one call of ``ensure_atoms``."""

WRITTEN = 10
"""Atoms, the last ones, that are written to; names that are injected."""

LARGE = 10 * 1024
"""Length of the string that ``save_10k`` saves."""


def ensure_atoms(flow):
    """Ensure 100 new atoms in one call."""
    added = flows.make_tasks(ENSURED, prefix="added")
    return lambda: flow.storage.ensure_atoms(added)


def set_state(flow):
    """Set the state of an atom to one that it does not have."""
    turns = written(flow, [states.RUNNING, states.PENDING])
    write = flow.storage.set_atom_state

    def call():
        state, name = next(turns)
        write(name, state)
    return call


def save_small(flow):
    """Save a result of one number."""
    return save(flow, [{"n": 1}, {"n": 2}])


def save_10k(flow):
    """Save a result of a 10 KB string."""
    return save(flow, ["a" * LARGE, "b" * LARGE])


def save(flow, values):
    turns = written(flow, values)
    write = flow.storage.save

    def call():
        value, name = next(turns)
        write(name, value, states.SUCCESS)
    return call


def inject(flow):
    """Inject one persistent value, under a name that is injected already."""
    names = ["name-%d" % i for i in range(WRITTEN)]
    flow.storage.inject(dict.fromkeys(names))
    turns = itertools.cycle(
        [{name: value} for value in (1, 2) for name in names])
    write = flow.storage.inject
    return lambda: write(next(turns))


def fetch(flow):
    """Fetch the value of one name."""
    read = flow.storage.fetch
    assert read("x-0") == 0
    return lambda: read("x-0")


def fetch_mapped_args(flow):
    """Fetch two arguments, from a scope of two levels of one atom each."""
    wanted, name = {"a": "x-0", "b": "x-1"}, flow.names[2]
    scope = [[flow.names[1]], [flow.names[0]]]
    read = flow.storage.fetch_mapped_args

    def call():
        return read(wanted, atom_name=name, scope_walker=scope)
    assert call() == {"a": 0, "b": 1}
    return call


def fetch_all(flow):
    """Fetch every name, one of each atom that provided one."""
    expected = min(flows.PROVIDING, len(flow.names))
    assert len(flow.storage.fetch_all()) == expected
    return flow.storage.fetch_all


def reopen(flow):
    """Read the flow from the backend and build a storage on it."""
    assert flow.reopen().get_atom_state(flow.names[0]) == states.SUCCESS
    return flow.reopen


def get_state(flow):
    """Get the state of an atom."""
    names = itertools.cycle(flow.names[-WRITTEN:])
    read = flow.storage.get_atom_state
    return lambda: read(next(names))


def written(flow, values):
    """Pairs of a value and an atom, so that each write changes something."""
    return itertools.cycle(
        list(itertools.product(values, flow.names[-WRITTEN:])))


# Those that read come first: what the others write would change what is read.
SCENARIOS = {
    prepare.__name__: prepare for prepare in [
        fetch,
        fetch_mapped_args,
        fetch_all,
        get_state,
        reopen,
        set_state,
        save_small,
        save_10k,
        inject,
        ensure_atoms,
    ]
}
