namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What <c>docs/limits.md</c> says of a store: each of its limits, and one past it; and where it has none, how far it was tried. A store
/// joins by deriving, and saying which limits it was made with.
/// </summary>
public abstract partial class LimitConformance : StoreSuite
{
    /// <summary>How many bytes a record may have in the stores of this suite, which are made with a small limit; null if the store has none.</summary>
    protected abstract int? RecordSize { get; }

    /// <summary>What a refusal of a record names, so that the limit can be raised.</summary>
    protected virtual string RecordSetting => "MaxRecordSize";

    /// <summary>How long a uuid may be; null if the store has no limit.</summary>
    protected abstract int? UuidLength { get; }

    /// <summary>The store as users have it: with the limits that it has unless told otherwise.</summary>
    protected abstract Task<IConformanceStore> CreateUnlimitedStoreAsync();

    protected static FlowStorageOptions OnceOnly => new() { Attempts = 1 };
}
