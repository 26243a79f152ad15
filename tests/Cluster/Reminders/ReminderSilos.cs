using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their reminders in one store; the cases of a class use them one after the other.</summary>
public sealed class ReminderSilos<TStore> : IAsyncLifetime
    where TStore : IReminderStore, new()
{
    private Action<ISiloBuilder> _useStore = null!;
    private ReminderSilo _writing = null!;
    private ReminderSilo _reading = null!;

    public IReminderTable Writing => _writing.Table;

    public IReminderTable Reading => _reading.Table;

    /// <summary>Another silo on the same store.</summary>
    public Task<ReminderSilo> StartAsync(string serviceId) => ReminderSilo.StartAsync(_useStore, serviceId);

    public async Task InitializeAsync()
    {
        _useStore = await new TStore().CreateAsync();
        _writing = await ReminderSilo.StartAsync(_useStore);
        _reading = await ReminderSilo.StartAsync(_useStore);
    }

    public async Task DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }
}
