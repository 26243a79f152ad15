using System.Diagnostics.Metrics;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Meter_WhileSomebodyListens_CountsWritesAndFailedAttempts()
    {
        var flow = new AsyncLocal<bool> { Value = true };
        int written = 0;
        int failed = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Orleans.TaskFlow")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        // Other tests run beside this one: only what this one does counts.
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => written += flow.Value && instrument.Unit == "s" ? 1 : 0);
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => failed += flow.Value ? (int)count : 0);
        listener.Start();

        await using var backend = new InterceptedBackend();
        var book = new LogBook("book");
        book.Add(new FlowDetail("flow", "flow-1"));
        await backend.Direct.SaveLogBookAsync(book);
        await using var storage = await FlowStorage.OpenAsync(backend, "flow-1", new FlowStorageOptions { AttemptDelay = TimeSpan.Zero });
        await storage.EnsureAtomAsync(AtomDeclaration.Task("a"));
        int attempts = 0;
        backend.OnAtom = (_, write) => ++attempts == 1 ? throw new StorageFailureException("not now") : write();
        await storage.SaveAsync("a", 1);

        Assert.Equal(2, written);
        Assert.Equal(1, failed);
    }
}
