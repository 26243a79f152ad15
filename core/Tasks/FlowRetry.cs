namespace Orleans.TaskFlow;

/// <summary>
/// A retry written as a class, whose parameters are what it requires and whose value for each attempt is what it provides.
/// <see cref="Retry.Of{TRetry}"/> declares it.
/// </summary>
/// <remarks>
/// <para>
/// The class needs no base class. It has one public method <c>OnFailureAsync</c> (or <c>OnFailure</c>) that returns a
/// <see cref="RetryDecision"/>; perhaps an <c>ExecuteAsync</c> (or <c>Execute</c>) that returns the value of an attempt; and perhaps a
/// <c>RevertAsync</c> (or <c>Revert</c>), called when its flow is undone for good. It is made for every call, as a task's class is: what it
/// has to remember is in its history.
/// </para>
/// <para>
/// A parameter gets the value of its own name, as for <see cref="FlowTask"/>. Known by their types are <see cref="RetryHistory"/>,
/// <see cref="RetryCall"/>, <see cref="CancellationToken"/> and <see cref="IServiceProvider"/>; of <c>OnFailure</c>
/// <c>IReadOnlyDictionary&lt;string, Failure&gt;</c>, the failures of the attempt that failed, by atom name; and of a revert
/// <see cref="RetryRevertCall"/> and the same dictionary with all failures of the flow.
/// </para>
/// <para>Never changes: each method returns another retry.</para>
/// </remarks>
/// <example>
/// <code>
/// Flow.Linear("order", Retry.Of&lt;OtherWarehouse&gt;().Providing("warehouse").WithDelay(Backoff.Exponential(TimeSpan.FromSeconds(1))))
/// </code>
/// </example>
public sealed class FlowRetry : RetryAtom
{
    private readonly RetryCode _code;
    private readonly TaskTerms _terms;

    internal FlowRetry(string? name, RetryCode code, TaskTerms terms, Func<int, TimeSpan>? delay)
        : base(name, terms.ContractFor(code), delay)
    {
        _code = code;
        _terms = terms;
    }

    /// <summary>This retry, with its value known to the atoms of its flow; as <see cref="FlowTask.Providing"/>.</summary>
    /// <exception cref="TaskDeclarationException">It does not return so many values, or none of those names.</exception>
    public FlowRetry Providing(params ReadOnlySpan<string> symbols)
    {
        TaskTerms.CheckSymbols(symbols);
        return With(_terms.Providing(_code.Result.KeysOf(symbols, Subject)));
    }

    /// <summary>This retry, with an argument that gets the value of another name; as <see cref="FlowTask.Rebinding"/>.</summary>
    /// <exception cref="TaskDeclarationException">There is no such parameter; the message lists those that there are.</exception>
    public FlowRetry Rebinding(string argument, string symbol) => With(_terms.Rebinding(_code, Subject, argument, symbol));

    /// <summary>This retry, with a value of its own for an argument; as <see cref="FlowTask.Injecting"/>.</summary>
    /// <exception cref="TaskDeclarationException">There is no such parameter, or the value does not fit it.</exception>
    /// <exception cref="InvalidFormatException">The value cannot be written as JSON.</exception>
    public FlowRetry Injecting<T>(string argument, T value) => With(_terms.Injecting(_code, Subject, argument, Document.From(value)));

    /// <summary>This retry with a wait between its attempts; as <see cref="RetryAtom.Delay"/>.</summary>
    public FlowRetry WithDelay(Func<int, TimeSpan> delay)
    {
        ArgumentNullException.ThrowIfNull(delay);
        return new FlowRetry(Name, _code, _terms, delay);
    }

    /// <summary>This retry, of which each call may take only so long; see <see cref="AtomContract.Timeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither infinite nor from a millisecond to 45 days.</exception>
    public FlowRetry WithTimeout(TimeSpan timeout) => With(_terms with { Timeout = TimeLimit.CheckedTimeout(timeout) });

    /// <summary>This retry with a version, which is noted in its detail when that is made; <see langword="null"/> for none.</summary>
    public FlowRetry WithVersion(string? version) => With(_terms with { Version = version });

    /// <inheritdoc/>
    public override async ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var frame = new TaskFrame(this, call, cancellationToken);
        return await _code.ExecuteAsync(_code.Open(frame), frame);
    }

    /// <inheritdoc/>
    public override async ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var frame = new TaskFrame(this, call, cancellationToken);
        return await _code.DecideAsync(_code.Open(frame), frame);
    }

    /// <inheritdoc/>
    public override async ValueTask<Document> RevertAsync(RetryRevertCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!_code.Reverts)
        {
            return Document.Null;
        }

        await using var frame = new TaskFrame(this, call, cancellationToken);
        return await _code.RevertAsync(_code.Open(frame), frame);
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Lacks(IServiceProvider? services) => _code.Lacks(services);

    private string Subject => Name.Length > 0 ? $"Retry '{Name}'" : $"The retry of {_code.Subject}";

    private FlowRetry With(TaskTerms terms) => new(Name, _code, terms, Delay);
}
