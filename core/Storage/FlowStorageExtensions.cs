using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// The typed edge of <see cref="IFlowStorage"/>: .NET values become documents on the way in and are read from them on the way out,
/// by System.Text.Json.
/// </summary>
/// <remarks>
/// What <see cref="IFlowStorage"/> says of each method holds here too. A value that is not JSON, or does not fit the type asked for, is
/// an <see cref="InvalidFormatException"/> that names whose it was; nothing was written then.
/// </remarks>
public static class FlowStorageExtensions
{
    /// <summary>Makes sure that there is a detail of one atom (the seeds' <c>ensure_atom</c>).</summary>
    /// <returns>Its uuid.</returns>
    public static async Task<string> EnsureAtomAsync(
        this IFlowStorage storage, AtomDeclaration atom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return (await storage.EnsureAtomsAsync([atom], cancellationToken))[0];
    }

    /// <summary>Saves a value as an atom's result, see <see cref="IFlowStorage.SaveAsync"/>.</summary>
    public static Task SaveAsync<T>(
        this IFlowStorage storage,
        string atomName,
        T value,
        State state = State.Success,
        JsonSerializerOptions? json = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.SaveAsync(atomName, From(value, "result of atom", atomName, json), state, cancellationToken);
    }

    /// <summary>Saves an exception as an atom's failure, see <see cref="IFlowStorage.SaveFailureAsync"/>.</summary>
    public static Task SaveFailureAsync(
        this IFlowStorage storage,
        string atomName,
        Exception exception,
        State state = State.Failure,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.SaveFailureAsync(atomName, Failure.FromException(exception), state, cancellationToken);
    }

    /// <summary>What an atom's execution gave, see <see cref="IFlowStorage.GetExecuteResultAsync"/>.</summary>
    public static async Task<T?> GetExecuteResultAsync<T>(
        this IFlowStorage storage, string atomName, JsonSerializerOptions? json = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return To<T>(await storage.GetExecuteResultAsync(atomName, cancellationToken), "result of atom", atomName, json);
    }

    /// <summary>What an atom's revert gave, see <see cref="IFlowStorage.GetRevertResultAsync"/>.</summary>
    public static async Task<T?> GetRevertResultAsync<T>(
        this IFlowStorage storage, string atomName, JsonSerializerOptions? json = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return To<T>(await storage.GetRevertResultAsync(atomName, cancellationToken), "revert result of atom", atomName, json);
    }

    /// <summary>Gives the flow one named value, see <see cref="IFlowStorage.InjectAsync"/>.</summary>
    public static Task InjectAsync<T>(
        this IFlowStorage storage,
        string name,
        T value,
        bool transient = false,
        JsonSerializerOptions? json = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.InjectAsync(One(name, From(value, "injected value", name, json)), transient, cancellationToken);
    }

    /// <summary>Gives one atom one argument of its own, see <see cref="IFlowStorage.InjectAtomArgsAsync"/>.</summary>
    public static Task InjectAtomArgAsync<T>(
        this IFlowStorage storage,
        string atomName,
        string name,
        T value,
        bool transient = true,
        JsonSerializerOptions? json = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.InjectAtomArgsAsync(atomName, One(name, From(value, "injected argument", name, json)), transient, cancellationToken);
    }

    /// <summary>The value of a name, see <see cref="IFlowStorage.FetchAsync"/>.</summary>
    public static async Task<T?> FetchAsync<T>(
        this IFlowStorage storage, string name, JsonSerializerOptions? json = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return To<T>(await storage.FetchAsync(name, cancellationToken), "value", name, json);
    }

    private static ImmutableDictionary<string, Document> One(string name, Document value) =>
        ImmutableDictionary<string, Document>.Empty.Add(name, value);

    private static Document From<T>(T value, string what, string name, JsonSerializerOptions? json)
    {
        try
        {
            return Document.From(value, json);
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException($"The {what} '{FlowContents.Shown(name)}' was refused: {error.Message}", error);
        }
    }

    private static T? To<T>(Document document, string what, string name, JsonSerializerOptions? json)
    {
        try
        {
            return document.To<T>(json);
        }
        catch (InvalidFormatException error)
        {
            throw new InvalidFormatException($"The {what} '{FlowContents.Shown(name)}' is not of the type asked for: {error.Message}", error);
        }
    }
}
