namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What is measured: a backend that runs, with nothing in it at first. Disposing it ends it and removes its files.</summary>
public interface ISubject : IAsyncDisposable
{
    /// <summary>The storage of flows as its callers reach it.</summary>
    IFlowStorageFactory Storages { get; }

    /// <summary>Where the peer is to keep its own, as SQLAlchemy says it; null for a place of the peer's.</summary>
    string? PeerConnection => null;

    /// <summary>Counts what the store commits; null for a store without commits, or that does not count them.</summary>
    ICommitCount? Commits => null;

    /// <summary>Prepares a run of a flow that is saved.</summary>
    /// <returns>The call that runs it, which is to be timed.</returns>
    Task<Func<Task>> PrepareAsync(RunFlow flow) => flow.PrepareAsync(Storages);

    /// <summary>What nothing that does this can be faster than, for so many callers; null if that is not known.</summary>
    ILimit? LimitOf(Scenario scenario, int callers);
}
