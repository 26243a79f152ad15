using System.Collections.Concurrent;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// A backend as a user would write one: on core's public members alone. It keeps its logbooks on a named shelf of this process,
/// so that all who open the same shelf see the same.
/// </summary>
/// <example><c>Backends.Register("shelf", ShelfBackend.From); Backends.Fetch("shelf:///mine");</c></example>
public sealed class ShelfBackend(string name) : IBackend
{
    private static readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    private readonly Shelf _shelf = _shelves.GetOrAdd(name, _ => new Shelf());
    private bool _disposed;

    public string Description => $"shelf {name}";

    /// <summary>What is registered: makes the backend of an address, or says what is wrong with that.</summary>
    public static IBackend From(BackendAddress address)
    {
        address.AllowOptions();
        return address.Host is null && address.User is null && address.Password is null && address.Path is { } name
            ? new ShelfBackend(name)
            : throw new ArgumentException($"The backend '{address.Name}' needs the name of a shelf, and no more: write its URI as shelf:///mine.");
    }

    public IConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ShelfConnection(_shelf, Description);
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }
}
