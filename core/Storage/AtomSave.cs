namespace Orleans.TaskFlow;

/// <summary>A change of one atom that is saved with others: its state, and what it returned if it did.</summary>
internal readonly record struct AtomSave(string AtomName, State State, Document? Result);
