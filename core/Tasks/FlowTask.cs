using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// A task written as a class or as functions, whose parameters are what it requires and whose result is what it provides.
/// </summary>
/// <remarks>
/// <para>
/// A class needs no base class: it has one public method <c>ExecuteAsync</c> (or <c>Execute</c>) and perhaps a <c>RevertAsync</c> (or
/// <c>Revert</c>), and is made for every call, with a scope of services of its own, from the container if it is registered there, else by
/// its constructor. <see cref="Of{TTask}"/> declares it. Functions are for small tasks: <see cref="From"/>.
/// </para>
/// <para>
/// A parameter gets the value of its own name, as its type, which System.Text.Json reads; one with a default may have no value. Known by their
/// types are <see cref="CancellationToken"/>, <see cref="TaskCall"/>, <see cref="IProgress{T}"/> of <see langword="double"/> and
/// <see cref="IServiceProvider"/>, and of a revert <see cref="TaskResult{T}"/>, <see cref="Failure"/> (that of its own execution) and
/// <c>IReadOnlyDictionary&lt;string, Failure&gt;</c> (those of the flow). A revert's parameter <c>result</c> gets what the execution
/// returned, and null if it failed.
/// </para>
/// <para>
/// What the execution returns is known to other tasks under the symbols that <see cref="Providing"/> or a <see cref="ProvidesAttribute"/>
/// says. If neither does, the names of a tuple's items count, and nothing else is provided.
/// </para>
/// <para>
/// A value that does not fit its parameter, a result that cannot be stored and a service that is missing fail the task; the message names them,
/// and never the value. Never changes: each method returns another task.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// Flow.Linear("order")
///     .Add(FlowTask.Of&lt;ReserveSeat&gt;("reserve").Providing("seat"))
///     .Add(FlowTask.From("total", (decimal price, int count) => price * count).Providing("total"))
///     .Add(FlowTask.Of&lt;Charge&gt;("charge").Rebinding("amount", "total").Injecting("currency", "EUR"))
/// </code>
/// </example>
public sealed class FlowTask : TaskAtom
{
    private readonly TaskCode _code;
    private readonly TaskTerms _terms;
    private readonly bool _providesParts;

    private FlowTask(string name, TaskCode code, TaskTerms terms)
        : base(name, terms.ContractFor(code))
    {
        _code = code;
        _terms = terms;
        _providesParts = Contract.Provides.Values.Any(key => key != ResultKey.Whole);
    }

    /// <summary>Declares a task made of a class, or of an interface that is registered as a service.</summary>
    /// <param name="name">
    /// Its name, unique in the whole flow; the class's own name if null. What is stored of a task is found by its name, so that a class
    /// can be renamed only if the task has one of its own.
    /// </param>
    /// <exception cref="TaskDeclarationException">The class cannot be a task; the message says what is wrong with it.</exception>
    public static FlowTask Of<TTask>(string? name = null)
        where TTask : class => new(name ?? TypeName.Short(typeof(TTask)), ClassCode<TTask>.Shared, TaskTerms.None);

    /// <summary>Declares a task made of functions, such as lambdas; they may be async.</summary>
    /// <param name="name">Its name, unique in the whole flow.</param>
    /// <param name="execute">Does the work; its parameters are named as the values that they get.</param>
    /// <param name="revert">Undoes it; nothing is to be undone if null.</param>
    /// <exception cref="TaskDeclarationException">A function cannot be called as a task; the message says what is wrong with it.</exception>
    public static FlowTask From(string name, Delegate execute, Delegate? revert = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(execute);
        return new FlowTask(name, new FunctionCode(name, execute, revert), TaskTerms.None);
    }

    /// <summary>
    /// Declares a task that applies a function to each of some values, one after the other, and returns the list of what it gave, in their
    /// order (the seeds' <c>MapFunctorTask</c>).
    /// </summary>
    /// <param name="name">Its name, unique in the whole flow.</param>
    /// <param name="function">Applied to each value.</param>
    /// <param name="symbols">The names of the values, at least one.</param>
    /// <exception cref="TaskDeclarationException">There is no symbol, or one stands twice, or the values are of no type that can be stored.</exception>
    public static FlowTask Map<TValue, TResult>(string name, Func<TValue, TResult> function, params ReadOnlySpan<string> symbols)
    {
        ArgumentNullException.ThrowIfNull(function);
        return MapAsync<TValue, TResult>(name, (value, _) => new(function(value)), symbols);
    }

    /// <inheritdoc cref="Map"/>
    public static FlowTask MapAsync<TValue, TResult>(
        string name, Func<TValue, CancellationToken, ValueTask<TResult>> function, params ReadOnlySpan<string> symbols)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        return new FlowTask(name, new MapCode<TValue, TResult>(name, function, symbols), TaskTerms.None);
    }

    /// <summary>
    /// Declares a task that makes one of several values: a function is applied to the first two, then to what it gave and the next, to
    /// the end (the seeds' <c>ReduceFunctorTask</c>).
    /// </summary>
    /// <param name="name">Its name, unique in the whole flow.</param>
    /// <param name="function">Makes one value of two.</param>
    /// <param name="symbols">The names of the values, at least two.</param>
    /// <exception cref="TaskDeclarationException">There are too few symbols, or one stands twice, or the values are of no type that can be stored.</exception>
    public static FlowTask Reduce<TValue>(string name, Func<TValue, TValue, TValue> function, params ReadOnlySpan<string> symbols)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ReduceAsync<TValue>(name, (left, right, _) => new(function(left, right)), symbols);
    }

    /// <inheritdoc cref="Reduce"/>
    public static FlowTask ReduceAsync<TValue>(
        string name, Func<TValue, TValue, CancellationToken, ValueTask<TValue>> function, params ReadOnlySpan<string> symbols)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        return new FlowTask(name, new ReduceCode<TValue>(name, function, symbols), TaskTerms.None);
    }

    /// <summary>
    /// This task, with its result known to others: by one symbol the whole of it; by several, each a part: the items of a tuple or a list
    /// in their order, or the members of a record that have these names in upper or lower case.
    /// </summary>
    /// <remarks>
    /// The first call replaces what an attribute or a tuple's names say; each further one adds to it. A tuple has one symbol for every item:
    /// as a whole it cannot be provided, a record can.
    /// </remarks>
    /// <exception cref="TaskDeclarationException">The task does not return so many values, or none of those names.</exception>
    public FlowTask Providing(params ReadOnlySpan<string> symbols)
    {
        TaskTerms.CheckSymbols(symbols);
        return And(_code.Result.KeysOf(symbols, Subject));
    }

    /// <summary>This task, with one part of its result known to others by a symbol, besides what else was said to be provided.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="part">The name of the tuple's item, or of the record's member in upper or lower case.</param>
    /// <exception cref="TaskDeclarationException">What the task returns has no such part.</exception>
    public FlowTask ProvidingPart(string symbol, string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        ArgumentException.ThrowIfNullOrEmpty(part);
        return And(ImmutableDictionary<string, ResultKey>.Empty.Add(symbol, _code.Result.KeyOf(part, Subject)));
    }

    /// <summary>This task, with an argument that gets the value of another name (the seeds' <c>rebind</c>).</summary>
    /// <param name="argument">The parameter, of the execution or the revert or both.</param>
    /// <param name="symbol">The name of its value.</param>
    /// <exception cref="TaskDeclarationException">There is no such parameter; the message lists those that there are.</exception>
    public FlowTask Rebinding(string argument, string symbol) => With(_terms.Rebinding(_code, Subject, argument, symbol));

    /// <summary>As <see cref="Rebinding"/>, for the revert alone (the seeds' <c>revert_rebind</c>).</summary>
    /// <inheritdoc cref="Rebinding"/>
    public FlowTask RebindingRevert(string argument, string symbol)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        TaskTerms.Known(Subject, argument, _code.RevertArguments);
        return With(_terms with { ReboundForRevert = _terms.ReboundForRevert.SetItem(argument, symbol) });
    }

    /// <summary>
    /// This task, with values that it waits for and has no parameters for. They are in <see cref="AtomCall.Arguments"/>, by their symbols.
    /// </summary>
    public FlowTask Requiring(params ReadOnlySpan<string> symbols)
    {
        TaskTerms.CheckSymbols(symbols);
        return With(_terms with { Required = [.. _terms.Required.Union(symbols.ToArray(), StringComparer.Ordinal)] });
    }

    /// <summary>This task, with a value of its own for an argument, which comes before all others (the seeds' <c>inject</c>).</summary>
    /// <param name="argument">The parameter, or a symbol that it was said to require.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="TaskDeclarationException">There is no such parameter, or the value does not fit it.</exception>
    /// <exception cref="InvalidFormatException">The value cannot be written as JSON.</exception>
    public FlowTask Injecting<T>(string argument, T value) => With(_terms.Injecting(_code, Subject, argument, Document.From(value)));

    /// <summary>This task under another name.</summary>
    public FlowTask WithName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new FlowTask(name, _code, _terms);
    }

    /// <summary>This task with a version, which is noted in its detail when that is made; <see langword="null"/> for none.</summary>
    public FlowTask WithVersion(string? version) => With(_terms with { Version = version });

    /// <summary>This task with a priority: of the tasks that are ready at the same time, those with the greater number start first.</summary>
    public FlowTask WithPriority(int priority) => With(_terms with { Priority = priority });

    /// <inheritdoc/>
    public override FlowTask WithTimeout(TimeSpan timeout) => With(_terms with { Timeout = TimeLimit.CheckedTimeout(timeout) });

    /// <summary>This task with hooks around its calls, outside of those that it has already. One object serves all calls.</summary>
    public FlowTask WithHooks(ITaskHooks hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        return With(_terms with { Hooks = _terms.Hooks.Insert(0, hooks) });
    }

    /// <inheritdoc/>
    public override async ValueTask<Document> ExecuteAsync(TaskCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Document result = await TaskCalls.ExecuteAsync(_code, _terms.Hooks, new TaskFrame(this, call, cancellationToken));
        return result.IsNull && _providesParts
            ? throw new InvalidFormatException(
                $"What task '{Name}' returned is null, which has no parts to provide as {string.Join(", ", Provides.Order(StringComparer.Ordinal).Select(symbol => $"'{symbol}'"))}.")
            : result;
    }

    /// <inheritdoc/>
    public override ValueTask<Document> RevertAsync(TaskRevertCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _code.Reverts || !_terms.Hooks.IsEmpty
            ? TaskCalls.RevertAsync(_code, _terms.Hooks, new TaskFrame(this, call, cancellationToken))
            : new(Document.Null);
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> Lacks(IServiceProvider? services) => _code.Lacks(services);

    private string Subject => $"Task '{Name}'";

    private FlowTask And(ImmutableDictionary<string, ResultKey> provided) => With(_terms.Providing(provided));

    private FlowTask With(TaskTerms terms) => new(Name, _code, terms);
}
