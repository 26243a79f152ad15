namespace Orleans.TaskFlow;

/// <summary>An atom's state, and what is to be done with it next.</summary>
public readonly record struct AtomStatus(State? State, Intention? Intention);
