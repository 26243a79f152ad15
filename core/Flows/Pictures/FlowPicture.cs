namespace Orleans.TaskFlow;

/// <summary>
/// Draws flows: as a flowchart of Mermaid, which many pages and editors show, and as an SVG that needs nothing else.
/// </summary>
/// <remarks>
/// <para>
/// Flows are boxes with their retry and their items in them; an arrow means that one item waits for another, and carries the symbols
/// that are handed over and the depth of a decider, if it has one. With states every atom has the colour and the name of its own. The same
/// flow in the same states is always the same text.
/// </para>
/// <para>
/// Names are shown on one line: line breaks and other characters that control something are written as <c>\n</c> or <c>\u202e</c>, and what is
/// longer than 60 characters has an ellipsis in its middle.
/// </para>
/// </remarks>
public static class FlowPicture
{
    /// <summary>A flow as a flowchart of Mermaid.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="states">
    /// The states of its atoms, by name; those that are not there are PENDING. <see langword="null"/> to draw the flow without states.
    /// </param>
    /// <returns>
    /// The text of the flowchart, with a line feed after each line. Mermaid's renderers refuse, unless they are told otherwise, texts of more than
    /// 50,000 characters and charts of more than 500 arrows.
    /// </returns>
    public static string ToMermaid(Flow flow, IReadOnlyDictionary<string, State>? states = null)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return new MermaidWriter(states).Write(flow);
    }

    /// <summary>A flow as an SVG, which follows the reader's preference for light or dark.</summary>
    /// <returns>The text of the SVG: one element, without an XML declaration.</returns>
    /// <inheritdoc cref="ToMermaid"/>
    public static string ToSvg(Flow flow, IReadOnlyDictionary<string, State>? states = null)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return SvgWriter.Write(PictureBox.Of(flow, states));
    }

    /// <summary>The states of a flow's atoms as its detail has them, for the other methods.</summary>
    /// <param name="detail">The flow's detail, with those of its atoms.</param>
    public static IReadOnlyDictionary<string, State> StatesOf(FlowDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        return detail.ToDictionary(atom => atom.Name, atom => atom.State ?? State.Pending, StringComparer.Ordinal);
    }

    /// <summary>The states of a flow's atoms as its storage has them, such as that of an engine that runs it.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="storage">Its storage.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="NotFoundException">The storage does not know the flow's atoms, because no engine has prepared it.</exception>
    /// <exception cref="StorageFailureException">The states could not be read.</exception>
    public static async Task<IReadOnlyDictionary<string, State>> ReadStatesAsync(
        Flow flow, IFlowStorage storage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(storage);
        var statuses = await storage.GetAtomsStatesAsync(flow.Compile().Names, cancellationToken);
        return statuses.ToDictionary(pair => pair.Key, pair => pair.Value.State ?? State.Pending, StringComparer.Ordinal);
    }
}
