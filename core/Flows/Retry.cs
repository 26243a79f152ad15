using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Makes the retries that flows usually have, as the seeds' classes of these names.</summary>
public static class Retry
{
    /// <summary>Never tries again: undoes its own flow.</summary>
    public static RetryAtom AlwaysRevert(string? name = null, AtomContract? contract = null) =>
        new AlwaysRetry(RetryDecision.Revert, name, contract);

    /// <summary>Never tries again: undoes everything.</summary>
    public static RetryAtom AlwaysRevertAll(string? name = null, AtomContract? contract = null) =>
        new AlwaysRetry(RetryDecision.RevertAll, name, contract);

    /// <summary>Tries so many times. It provides the number of the attempt, from 1.</summary>
    /// <param name="attempts">How often the flow is run at most, the first time included; at least 1.</param>
    /// <param name="revertAll">Whether everything is undone after the last attempt, and not only its own flow.</param>
    /// <param name="delay">As <see cref="RetryAtom.Delay"/>.</param>
    /// <param name="name">Its name; that of its flow and <c>_retry</c> if null.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    public static RetryAtom Times(
        int attempts, bool revertAll = false, Func<int, TimeSpan>? delay = null, string? name = null, AtomContract? contract = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        return new TimesRetry(attempts, GivingUp(revertAll), delay, name, contract);
    }

    /// <summary>Tries with each of some values, which it provides in their order.</summary>
    /// <param name="values">The values. A value that stands several times is tried as often.</param>
    /// <param name="revertAll">Whether everything is undone after the last value, and not only its own flow.</param>
    /// <param name="delay">As <see cref="RetryAtom.Delay"/>.</param>
    /// <param name="name">Its name; that of its flow and <c>_retry</c> if null.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    /// <exception cref="InvalidFormatException">A value cannot be written as JSON.</exception>
    public static RetryAtom ForEach<T>(
        IEnumerable<T> values,
        bool revertAll = false,
        Func<int, TimeSpan>? delay = null,
        string? name = null,
        AtomContract? contract = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ImmutableArray<Document> documents = [.. values.Select(value => Document.From(value))];
        return new ForEachRetry(_ => documents, GivingUp(revertAll), delay, name, contract);
    }

    /// <summary>Tries with each of the values in a list that something else provides.</summary>
    /// <param name="symbol">The name of the list. The retry gets it as its argument <c>values</c>.</param>
    /// <param name="revertAll">Whether everything is undone after the last value, and not only its own flow.</param>
    /// <param name="delay">As <see cref="RetryAtom.Delay"/>.</param>
    /// <param name="name">Its name; that of its flow and <c>_retry</c> if null.</param>
    /// <param name="contract">What else it needs, and what it provides; nothing if null.</param>
    public static RetryAtom ParameterizedForEach(
        string symbol,
        bool revertAll = false,
        Func<int, TimeSpan>? delay = null,
        string? name = null,
        AtomContract? contract = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        contract ??= AtomContract.Empty;
        contract = contract with { Arguments = contract.Arguments.Insert(0, new AtomArgument(ForEachRetry.Values, symbol)) };
        return new ForEachRetry(ForEachRetry.ValuesOf, GivingUp(revertAll), delay, name, contract);
    }

    /// <summary>A retry made of functions.</summary>
    /// <param name="decide">Decides about a failure, as <see cref="RetryAtom.DecideAsync"/>.</param>
    /// <param name="execute">Gives the value of an attempt; none if null.</param>
    /// <param name="delay">As <see cref="RetryAtom.Delay"/>.</param>
    /// <param name="name">Its name; that of its flow and <c>_retry</c> if null.</param>
    /// <param name="contract">What it needs and provides; nothing if null.</param>
    public static RetryAtom Create(
        Func<RetryCall, RetryDecision> decide,
        Func<RetryCall, Document>? execute = null,
        Func<int, TimeSpan>? delay = null,
        string? name = null,
        AtomContract? contract = null)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new DelegateRetry(decide, execute, delay, name, contract);
    }

    /// <summary>A retry made of a class, or of an interface that is registered as a service; <see cref="FlowRetry"/> says what it has to have.</summary>
    /// <param name="name">Its name; that of its flow and <c>_retry</c> if null.</param>
    /// <exception cref="TaskDeclarationException">The class cannot be a retry; the message says what is wrong with it.</exception>
    public static FlowRetry Of<TRetry>(string? name = null)
        where TRetry : class => new(name, RetryCode.Of<TRetry>(), TaskTerms.None, delay: null);

    private static RetryDecision GivingUp(bool revertAll) => revertAll ? RetryDecision.RevertAll : RetryDecision.Revert;
}
