"""One trace on TaskFlow for Python, and what was seen of it."""

import copy
import logging
import random
import time
import warnings

from taskflow import engines, retry, task
from taskflow import exceptions as exc
from taskflow.patterns import graph_flow, linear_flow, unordered_flow
from taskflow.persistence import backends, models
from taskflow.types import failure as ft

from flows import name_of, symbols_of

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

PATTERNS = {"linear": linear_flow.Flow, "unordered": unordered_flow.Flow, "graph": graph_flow.Flow}
ERRORS = {"ValueError": ValueError, "RuntimeError": RuntimeError}
THREADS = {"executor": "threaded", "max_workers": 4}


def _from_dict(cls, data):
    detail = super(models.RetryDetail, cls).from_dict(data)
    detail.results = [
        (value, {name: ft.Failure.from_dict(failure) for name, failure in failures.items()})
        for value, failures in detail.results or []]
    return detail


# TaskFlow 5.0.0 puts an attempt's last failure in the place of its value when it reads a history (tests/Traces/Data/engine/README.md).
models.RetryDetail.from_dict = classmethod(_from_dict)


class Crash(BaseException):
    """The process dies here."""


class Unusable(Exception):
    """The run is one that the reference's races have spoilt, or in which the moment never came."""


def shown_failure(failure):
    kind = list(failure)[0]
    return [kind.rsplit(".", 1)[-1], None if kind.startswith("taskflow.") else failure.exception_str]


def shown(value):
    if isinstance(value, ft.Failure):
        return {"$failure": shown_failure(value)}
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    return [shown(item) for item in value] if isinstance(value, (list, tuple)) else value


class Atoms:
    """Makes flows of what a trace says, and counts the calls of their atoms."""

    def __init__(self, jitter):
        self.calls = {}
        self._random = random.Random(jitter) if jitter else None

    def flow(self, said):
        flow = PATTERNS[said["pattern"]](said["name"], retry=self._retry(said["retry"]) if said["retry"] else None)
        items = {name_of(child): self._task(child) if "task" in child else self.flow(child) for child in said["children"]}
        flow.add(*items.values())
        for link in said["links"]:
            flow.link(items[link["from"]], items[link["to"]], decider=self._decider(link["decider"]), decider_depth=link["decider_depth"])
        return flow

    def count(self, name, method):
        self.calls[name, method] = self.calls.get((name, method), 0) + 1
        if self._random:
            time.sleep(self._random.random() * 0.004)
        return self.calls[name, method]

    def _task(self, said):
        def answer(method, arguments):
            calls = self.count(said["task"], method)
            if not said[method]:
                return None
            outcome = said[method][min(calls, len(said[method])) - 1]
            if "raise" in outcome:
                raise ERRORS[outcome["raise"]](outcome["message"])
            if "return_args" in outcome:
                return [[argument, shown(value)] for argument, value in sorted(arguments.items())]
            return copy.deepcopy(outcome["return"])

        class Scripted(task.Task):
            def execute(self, **arguments):
                return answer("execute", arguments)

            def revert(self, **arguments):
                return answer("revert", {"result": None, **arguments})

        provides = said["provides"]
        made = Scripted(
            name=said["task"], requires=said["requires"], rebind=said["rebind"], inject=said["inject"],
            provides=set(provides["keys"]) if isinstance(provides, dict) else provides)
        made.priority = said.get("priority", 0)
        return made

    def _retry(self, said):
        base = getattr(retry, said["type"])
        count = self.count

        class Counted(base):
            def execute(self, *args, **kwargs):
                count(said["retry"], "execute")
                return base.execute(self, *args, **kwargs)

            def revert(self, *args, **kwargs):
                count(said["retry"], "revert")

        given = {"name": said["retry"], "provides": said["provides"]}
        if not said["type"].startswith("Always"):
            given["revert_all"] = said["revert_all"]
        for option in ("attempts", "values"):
            if option in said:
                given[option] = said[option]
        if said["requires"]:
            given["rebind"] = {"values": said["requires"][0]}
        return Counted(**given)

    @staticmethod
    def _decider(said):
        if said is None:
            return None
        if "always" in said:
            return lambda history: said["always"]
        atom, value = said["equals"]
        return lambda history: atom in history and history[atom] == value


class Run:
    """A trace that is run once, from its beginning to its end."""

    def __init__(self, trace, engine, jitter):
        self._trace = trace
        self._kind = engine
        self._atoms = Atoms(jitter)
        self._notes = []
        self._flow_states = []
        self._seen = {}
        self._first = True
        self._reached = False
        self._kept = None
        self._engine = None
        self._connect()

    def expectation(self):
        """What a trace expects, with all that was seen in this run."""
        seen = self._play()
        moment = self._trace.get("stop_after") or self._trace.get("suspend_after")
        if self._raced() or (moment and not self._reached) or seen.get("flow_state") in ("RUNNING", "SUSPENDING"):
            raise Unusable
        return seen

    def _play(self):
        second = self._trace.get("second_run")
        problem = self._load(self._trace["flow"], store=copy.deepcopy(self._trace["store"])) or self._ready(reset=False)
        if problem:
            return self._ended(problem, None)
        failures, seen = self._run(), {}
        if second:
            seen["at_stop"] = self._stopped(failures)
            self._first = False
            if second["engine"] == "new":
                book = next(iter(self._connection.get_logbooks()))
                problem = self._load(second["flow"] or self._trace["flow"], flow_detail=next(iter(book)), book=book)
            problem = problem or self._ready(second["reset"])
            failures = None if problem else self._run()
        return {**seen, **self._ended(problem, failures)}

    def _connect(self):
        self._backend = backends.fetch({"connection": "memory"})
        self._connection = self._backend.get_connection()
        self._connection.upgrade()

    def _load(self, said, **given):
        try:
            self._engine = engines.load(
                self._atoms.flow(said), backend=self._backend, engine=self._kind,
                **(THREADS if self._kind == "parallel" else {}), **self._trace.get("options", {}), **given)
        except Exception as error:
            return "build", error
        self._engine.atom_notifier.register("*", self._note)
        self._engine.notifier.register("*", lambda state, details: self._flow_states.append(state))
        return None

    def _ready(self, reset):
        steps = [("compile", self._engine.compile), ("prepare", self._engine.prepare)]
        for phase, step in steps + ([("reset", self._engine.reset)] if reset else []) + [("validate", self._engine.validate)]:
            try:
                step()
            except Exception as error:
                return phase, error
        return None

    def _run(self):
        """What it raised; nothing if it returned; None if it crashed."""
        try:
            self._engine.run()
            return []
        except Crash:
            # Threads of the dead one are still at work, on the store that it had.
            self._connect()
            for book in self._kept:
                self._connection.save_logbook(book)
            return None
        except exc.WrappedFailure as error:
            return sorted(shown_failure(failure) for failure in error)
        except Exception as error:
            return [shown_failure(ft.Failure.from_exception(error))]

    def _note(self, state, details):
        atom = details.get("task_name") or details["retry_name"]
        self._notes.append((atom, state))
        if not self._first:
            return
        self._seen[atom, state] = nth = self._seen.get((atom, state), 0) + 1
        now = {"atom": atom, "state": state, "nth": nth}
        if now == self._trace.get("suspend_after"):
            self._reached = True
            self._engine.suspend()
        elif now == self._trace["stop_after"]:
            self._reached = True
            self._kept = [copy.deepcopy(book) for book in self._connection.get_logbooks()]
            raise Crash

    def _stopped(self, failures):
        state, atoms = self._stored()
        seen = {
            "outcome": "stopped" if failures is None else self._outcome(state, atoms, failures), "flow_state": state,
            "atoms": {name: [atom["state"], atom["intention"]] for name, atom in atoms.items()}}
        return seen if failures is None else {**seen, "failures": failures}

    def _ended(self, problem, failures):
        if problem and problem[0] == "build" and self._engine is None:
            return {"outcome": "error", "error": self._error(*problem)}
        state, atoms = self._stored()
        for name, atom in atoms.items():
            atom["execute_calls"] = self._atoms.calls.get((name, "execute"), 0)
            atom["revert_calls"] = self._atoms.calls.get((name, "revert"), 0)
        fetched = {symbol: shown(value) for symbol, value in self._engine.storage.fetch_all().items()}
        second = (self._trace.get("second_run") or {}).get("flow")
        provided = set(symbols_of(self._trace["flow"])) | set(symbols_of(second) if second else [])
        sequences = {name: [] for name in atoms}
        for name, entered in self._notes:
            sequences.setdefault(name, []).append(entered)
        seen = {"outcome": "error", "error": self._error(*problem)} if problem else {
            "outcome": self._outcome(state, atoms, failures), "failures": failures}
        return {
            **seen, "flow_state": state, "flow_states": self._flow_states, "atoms": atoms, "fetch_all": fetched,
            "fetch_all_missing": sorted(provided - set(fetched)), "sequences": sequences}

    @staticmethod
    def _error(phase, error):
        missing = {"missing": sorted(error.missing_requirements)} if isinstance(error, exc.MissingDependencies) else {}
        return {"phase": phase, "type": type(error).__name__, **missing}

    @staticmethod
    def _outcome(state, atoms, failures):
        if not failures:
            return "success" if state == "SUCCESS" else "suspended"
        if state == "REVERTED":
            return "failure"
        return "revert_failure" if any(atom["state"] == "REVERT_FAILURE" for atom in atoms.values()) else "engine_failure"

    def _stored(self):
        flow = self._connection.get_flow_details(self._engine.storage.flow_uuid)
        return flow.state or "PENDING", {atom.name: self._shown_atom(atom) for atom in flow if not atom.name.startswith("_")}

    @staticmethod
    def _shown_atom(atom):
        is_retry = isinstance(atom, models.RetryDetail)
        results = [
            [shown(value), {name: shown_failure(failure) for name, failure in failures.items()}] for value, failures in atom.results
        ] if is_retry else shown(atom.results)
        return {
            "kind": "retry" if is_retry else "task", "state": atom.state, "intention": atom.intention, "results": results,
            "revert_results": shown(atom.revert_results), "failure": atom.failure and shown_failure(atom.failure),
            "revert_failure": atom.revert_failure and shown_failure(atom.revert_failure)}

    def _raced(self):
        ran = set()
        for name, state in self._notes:
            if state == "REVERTING" and name not in ran:
                return True
            if state in ("RUNNING", "RETRYING"):
                ran.add(name)
        return False
