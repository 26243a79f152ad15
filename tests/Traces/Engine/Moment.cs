namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The nth time that an atom enters a state.</summary>
internal sealed record Moment(string Atom, string State, int Nth)
{
    public static Moment? Read(TraceValue? moment) => moment is not { IsNull: false } given
        ? null
        : new Moment(given["atom"].Text, given["state"].Text, (int)given["nth"].Number);
}
