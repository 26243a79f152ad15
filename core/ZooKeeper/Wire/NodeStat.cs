namespace Orleans.TaskFlow;

/// <summary>What ZooKeeper notes of a node.</summary>
/// <param name="CreatedIn">The number of the transaction that made it: a later one has a larger number.</param>
/// <param name="Version">How often its data were changed.</param>
/// <param name="Children">How many nodes are below it.</param>
/// <param name="ChildrenChangedIn">The number of the transaction that last added one of these, or took one away.</param>
internal readonly record struct NodeStat(long CreatedIn, int Version, int Children, long ChildrenChangedIn)
{
    public static NodeStat Read(ref JuteReader reader)
    {
        long createdIn = reader.Long();
        _ = (reader.Long(), reader.Long(), reader.Long());
        int version = reader.Int();
        _ = (reader.Int(), reader.Int(), reader.Long(), reader.Int());
        int children = reader.Int();
        return new NodeStat(createdIn, version, children, reader.Long());
    }
}
