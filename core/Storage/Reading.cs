using System.Diagnostics.CodeAnalysis;

namespace Orleans.TaskFlow;

/// <summary>
/// The outcome of looking for one value. The exception is made only when somebody throws it: looking through many names finds
/// nothing for most of them, and an exception for each would cost more than the look.
/// </summary>
internal readonly struct Reading
{
    private readonly Func<TaskFlowException>? _error;

    public Reading(Document value) => Value = value;

    private Reading(Func<TaskFlowException> error, AtomDetail? disallowed)
    {
        _error = error;
        DisallowedIn = disallowed;
    }

    public Document? Value { get; }

    /// <summary>The atom whose state does not let its result be read, if that is what is wrong.</summary>
    public AtomDetail? DisallowedIn { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsError => Value is null;

    public TaskFlowException Error => _error!();

    public static Reading Failed(Func<TaskFlowException> error) => new(error, null);

    public static Reading Disallowed(AtomDetail detail, string allowed) => new(
        () => new DisallowedAccessException(
            $"The result of atom '{FlowContents.Shown(detail.Name)}' cannot be read in state {detail.State?.ToName() ?? "none"}; it can in {allowed}.",
            detail.State),
        detail);

    /// <exception cref="TaskFlowException">There is no value.</exception>
    public Document Get() => IsError ? throw Error : Value;
}
