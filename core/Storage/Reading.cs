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

    /// <summary>Whether the value is a failure's document: it stands for the failure, so nothing in it is a part of a result.</summary>
    public bool IsFailure { get; private init; }

    /// <summary>The atom whose state does not let its result be read, if that is what is wrong.</summary>
    public AtomDetail? DisallowedIn { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsError => Value is null;

    public TaskFlowException Error => _error!();

    /// <summary>A failure, read in place of a result.</summary>
    public static Reading Of(Failure failure) => new(failure.ToDocument()) { IsFailure = true };

    public static Reading Failed(Func<TaskFlowException> error) => new(error, null);

    public static Reading Disallowed(AtomDetail detail, string allowed) => new(
        () => new DisallowedAccessException(
            $"The result of atom '{FlowContents.Shown(detail.Name)}' cannot be read in state {detail.State?.ToName() ?? "none"}; it can in {allowed}.",
            detail.State),
        detail);

    /// <summary>The part of the value that a key points at, as <see cref="Document.TryGetPart"/>; a failure is a whole without parts.</summary>
    public bool TryGetPart(ResultKey key, [NotNullWhen(true)] out Document? part)
    {
        part = null;
        return !IsError && (!IsFailure || key == ResultKey.Whole) && Value.TryGetPart(key, out part);
    }

    /// <exception cref="TaskFlowException">There is no value.</exception>
    public Document Get() => IsError ? throw Error : Value;
}
