namespace Orleans.TaskFlow;

/// <summary>
/// Independent copies of whole trees. Within a silo a grain call carries them by reference, and the caller may change his own
/// objects as soon as he has his answer.
/// </summary>
internal static class Copies
{
    public static LogBook Of(LogBook book)
    {
        LogBook copy = book.Copy(retainContents: false);
        foreach (FlowDetail flow in book)
        {
            copy.Add(Of(flow));
        }

        copy.UpdatedAt = book.UpdatedAt;
        return copy;
    }

    public static FlowDetail Of(FlowDetail flow)
    {
        FlowDetail copy = flow.Copy(retainContents: false);
        foreach (AtomDetail atom in flow)
        {
            copy.Add(atom.Copy());
        }

        return copy;
    }
}
