using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A user's own backend, registered and fetched by its URI.</summary>
public sealed class ShelfBackendConformance : BackendConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        Backends.Register("shelf", ShelfBackend.From);
        string uri = $"shelf:///{Guid.NewGuid()}";
        return EmbeddedStore.OpenAsync(Backends.Fetch(uri), Backends.Fetch(uri));
    }
}
