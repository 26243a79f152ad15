using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// Carries failures whose exceptions cannot be thrown again, because they were read from a store or because there are
/// several (the seeds' <c>WrappedFailure</c>).
/// </summary>
public sealed class WrappedFailureException : TaskFlowException
{
    /// <summary>
    /// Wraps <paramref name="failures"/>, at least one, in their order; one that is itself such an exception is replaced by those in it.
    /// </summary>
    /// <exception cref="ArgumentException">There is no failure to wrap.</exception>
    public WrappedFailureException(IEnumerable<Failure> failures)
        : this([.. failures.SelectMany(failure => failure.Exception is WrappedFailureException inner ? inner.Failures : [failure])])
    {
    }

    private WrappedFailureException(ImmutableArray<Failure> failures)
        : base(
            failures.IsEmpty
                ? throw new ArgumentException("There is no failure to wrap.", nameof(failures))
                : $"{failures.Length} failure(s): {string.Join("; ", failures)}",
            failures[0].Exception)
    {
        Failures = failures;
    }

    /// <summary>The failures that were wrapped, at least one.</summary>
    public IReadOnlyList<Failure> Failures { get; }

    /// <summary>Whether any of the failures was caused by a <typeparamref name="TException"/> or a type derived from it.</summary>
    public bool Check<TException>()
        where TException : Exception => Failures.Any(failure => failure.Check<TException>());
}
