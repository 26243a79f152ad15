using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Keeps in the metadata of atoms and of their flow how long they took.</summary>
internal sealed class FlowDurations(IFlowStorage storage)
{
    public async ValueTask RecordAsync(FlowNotification notification)
    {
        switch (notification)
        {
            case AtomNotification { Duration: { } duration } atom:
                await storage.UpdateAtomMetadataAsync(atom.AtomName, EntryOf(duration));
                break;
            case FlowStateNotification { Duration: { } duration }:
                await storage.UpdateFlowMetadataAsync(EntryOf(duration));
                break;
        }
    }

    private static ImmutableSortedDictionary<string, Document> EntryOf(TimeSpan duration) =>
        Metadata.Empty.Add(Metadata.Duration, Document.From(duration.TotalSeconds));
}
