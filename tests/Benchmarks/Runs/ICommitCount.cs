namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A store's own count of its commits.</summary>
public interface ICommitCount
{
    /// <summary>How many transactions that wrote have been committed so far, whoever they were of.</summary>
    ValueTask<long> CountAsync();
}
