"""Flows and stories of them, drawn at random; the same for the same number."""

import copy
import random

ERRORS = ["ValueError", "RuntimeError"]
RETRIES = ["Times", "Times", "ForEach", "ForEach", "ParameterizedForEach", "AlwaysRevert", "AlwaysRevertAll"]
DEPTHS = [None, "ALL", "FLOW", "NEIGHBORS", "ATOM"]


def name_of(item):
    return item.get("task") or item["name"]


def symbols(provides):
    if provides is None:
        return []
    if isinstance(provides, dict):
        return provides["keys"]
    return [provides] if isinstance(provides, str) else provides


def symbols_of(flow):
    """All that a flow provides."""
    found = symbols(flow["retry"]["provides"]) if flow["retry"] else []
    for child in flow["children"]:
        found = found + (symbols(child["provides"]) if "task" in child else symbols_of(child))
    return found


class Drawing:
    """One flow, and what is to happen to it."""

    def __init__(self, number):
        self.random = random.Random(number)
        self._atoms_left = self.random.randint(2, 11)
        self._counts = dict.fromkeys("tfrsn", 0)
        self._symbols = []
        self.trace = {
            "format": 1, "kind": "engine", "name": f"drawn-{number}", "reference": "taskflow 5.0.0",
            "flow": self._flow(0),
            "store": self._store(),
            "engine": self.random.choice(["serial", "parallel"]),
            "stop_after": None,
        }
        draw = self.random.random()
        if draw < 0.2:
            self.trace["options"] = {"defer_reverts": True} if draw < 0.15 else {"never_resolve": True}

    def interrupt(self, sequences):
        """Has the flow run twice, maybe: after a crash or a suspension, which comes after one of the states of a run that was seen."""
        draw = self.random.random()
        states = sorted((atom, state) for atom, seen in sequences.items() for state in seen if state not in ("PENDING", "IGNORE"))
        if draw < 0.5 and states:
            atom, state = self.random.choice(states)
            moment = {"atom": atom, "state": state, "nth": self.random.randint(1, sequences[atom].count(state))}
            second = {"engine": "new", "reset": False, "flow": self._changed() if self.random.random() < 0.25 else None}
            if self.random.random() < 0.35:
                # Which atoms still run when several are at work is for the schedule to say.
                self.trace["engine"] = "serial"
                if self.random.random() < 0.4:
                    second.update(engine="same", flow=None)
                self.trace["suspend_after"] = moment
            else:
                second["reset"] = self.random.random() < 0.1
                self.trace["stop_after"] = moment
            self.trace["second_run"] = second
        elif draw < 0.65:
            self.trace["second_run"] = {
                "engine": self.random.choice(["same", "new"]), "reset": self.random.random() < 0.4, "flow": None}

    def _store(self):
        store = {"choices": [self.random.choice([3, 7, "x"]) for _ in range(self.random.randint(1, 3))]}
        if self.random.random() < 0.9:
            store["p1"] = self._value()
        return store

    def _flow(self, depth):
        draw = self.random.random
        flow = {
            "pattern": self.random.choice(["linear", "linear", "unordered", "graph"]), "name": self._new("f"),
            "retry": self._retry() if draw() < 0.4 else None, "children": [], "links": []}
        for _ in range(self.random.randint(1, 4)):
            if self._atoms_left <= 0 and flow["children"]:
                break
            flow["children"].append(self._flow(depth + 1) if depth < 3 and draw() < 0.35 else self._task())
        if flow["pattern"] == "graph" and len(flow["children"]) > 1:
            self._link(flow)
        return flow

    def _link(self, flow):
        ends = set()
        for _ in range(self.random.randint(0, 3)):
            first, second = sorted(self.random.sample(range(len(flow["children"])), 2))
            if (first, second) in ends:
                continue
            ends.add((first, second))
            source = flow["children"][first]
            link = {"from": name_of(source), "to": name_of(flow["children"][second]), "decider": None, "decider_depth": None}
            if self.random.random() < 0.5:
                asks = "task" in source and self.random.random() < 0.4
                link["decider"] = {"equals": [source["task"], self._value()]} if asks else {"always": self.random.random() < 0.4}
                link["decider_depth"] = self.random.choice(DEPTHS)
            flow["links"].append(link)

    def _retry(self):
        retry = {
            "retry": self._new("r"), "type": self.random.choice(RETRIES), "revert_all": False,
            "provides": self._symbol() if self.random.random() < 0.5 else None, "requires": []}
        if not retry["type"].startswith("Always"):
            retry["revert_all"] = self.random.random() < 0.25
        if retry["type"] == "Times":
            retry["attempts"] = self.random.randint(1, 3)
        elif retry["type"] == "ForEach":
            retry["values"] = [self.random.choice([1, 2, 5, 8, "a"]) for _ in range(self.random.choice([0] + 9 * [1, 2, 3]))]
        elif retry["type"] == "ParameterizedForEach":
            retry["requires"] = ["choices"]
        return retry

    def _task(self):
        draw = self.random.random
        name = self._new("t")
        self._atoms_left -= 1
        visible = self._symbols[-6:] + ["p1"]
        requires = {self.random.choice(visible) for _ in range(self.random.choice([0, 0, 1, 1, 2]))}
        if draw() < 0.02:
            requires.add("unknown")
        rebind = {"arg": self.random.choice(visible)} if draw() < 0.15 else None
        inject = None
        if draw() < 0.08:
            inject = {"q" + name: self._value()}
            requires.update(inject)
        provides = self._provides()
        task = {
            "task": name, "requires": sorted(requires), "rebind": rebind, "inject": inject, "provides": provides,
            "execute": self._outcomes(name, "failed", 0.22), "revert": [] if draw() < 0.5 else self._outcomes(name, "will not revert", 0.12)}
        if "raise" not in task["execute"][-1]:
            if isinstance(provides, list):
                # A result may be shorter than what is to be taken out of it.
                task["execute"][-1] = {"return": [self._value() for _ in provides[self.random.choice([0, 0, 0, 0, 1]):]]}
            elif isinstance(provides, dict):
                task["execute"][-1] = {"return": {key: self._value() for key in provides["keys"] if draw() < 0.9}}
        if draw() < 0.1:
            task["priority"] = self.random.choice([1, 2, 5])
        return task

    def _provides(self):
        draw = self.random.random()
        if draw < 0.45:
            return self._symbol()
        if draw < 0.55:
            return [self._symbol() for _ in range(self.random.randint(1, 3))]
        if draw < 0.62:
            return {"keys": sorted(self._symbol() for _ in range(self.random.randint(1, 2)))}
        return self.random.choice(self._symbols) if draw < 0.68 and self._symbols else None

    def _outcomes(self, name, how, part):
        outcomes = []
        while len(outcomes) < 3 and self.random.random() < part:
            outcomes.append({"raise": self.random.choice(ERRORS), "message": f"{name} {how} {len(outcomes) + 1}"})
        if not outcomes or self.random.random() < 0.7:
            outcomes.append(self.random.choice([{"return": self._value()}, {"return_args": True}]))
        return outcomes

    def _changed(self):
        """The flow with some tasks gone and some more."""
        flow = copy.deepcopy(self.trace["flow"])
        self._change(flow)
        return flow

    def _change(self, flow):
        children = flow["children"]
        for child in children:
            if "task" not in child:
                self._change(child)
        gone = self.random.randrange(len(children))
        if self.random.random() < 0.3 and len(children) > 1 and "task" in children[gone] and not flow["links"]:
            children.pop(gone)
        if self.random.random() < 0.3:
            children.insert(self.random.randint(0, len(children)), {
                "task": self._new("n"), "requires": [], "rebind": None, "inject": None, "provides": None,
                "execute": [{"return": self._value()}], "revert": []})

    def _new(self, kind):
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"

    def _symbol(self):
        symbol = self._new("s")
        self._symbols.append(symbol)
        return symbol

    def _value(self):
        return self.random.choice([
            None, True, 1, 2, 7, f"v{self.random.randrange(6)}", [], [1, "two"], {"k": self.random.randrange(3)}, 3.5])
