using System.Diagnostics;
using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>What the tests of other projects rely on, with each kind of server.</summary>
public abstract class ServerTests
{
    private readonly ServerKind.Name _kind;

    private protected ServerTests(ServerKind.Name kind) => _kind = kind;

    [Fact]
    public async Task KillAndStopAsync_StartedAgain_KeepWhatWasAcknowledgedOnTheSamePort()
    {
        await using TestServer server = await StartAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        await ServerKind.KeepAsync(server, database, "kept");
        string address = server.ConnectionString;

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => ServerKind.KeptAsync(server, database));
        await server.StartAgainAsync();
        Assert.Equal("kept", await ServerKind.KeptAsync(server, database));

        await server.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => ServerKind.KeptAsync(server, database));
        await server.StartAgainAsync();
        Assert.Equal("kept", await ServerKind.KeptAsync(server, database));
        Assert.Equal(address, server.ConnectionString);
    }

    [Fact]
    public async Task CreateDatabaseAsync_Twice_GivesTwoThatKnowNothingOfEachOther()
    {
        await using TestServer server = await StartAsync();

        ServerDatabase first = await server.CreateDatabaseAsync();
        ServerDatabase second = await server.CreateDatabaseAsync();
        await ServerKind.KeepAsync(server, first, "first");
        await ServerKind.KeepAsync(server, second, "second");

        Assert.Equal("first", await ServerKind.KeptAsync(server, first));
        Assert.Equal("second", await ServerKind.KeptAsync(server, second));
        Assert.NotEqual(first.ConnectionString, second.ConnectionString);
        Assert.EndsWith($"127.0.0.1:{server.Port}/{first.Name.TrimStart('/')}", first.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_OfOneThatWasKilledOrRuns_LeavesNothing()
    {
        foreach (bool killed in new[] { false, true })
        {
            TestServer server = await StartAsync();
            string folder = server.Folder!;
            string? memory = ServerKind.SharedMemoryOf(server);
            Assert.Equal(memory is not null, ServerKind.SharedMemory().Contains(memory));
            Assert.NotEmpty(ServerKind.ProcessesIn(folder));
            if (killed)
            {
                await server.KillAsync();
            }

            await server.DisposeAsync();

            Assert.False(Directory.Exists(folder));
            Assert.Empty(ServerKind.ProcessesIn(folder));
            Assert.DoesNotContain(memory, ServerKind.SharedMemory());
        }
    }

    [Fact]
    public async Task Start_ByAProcessThatIsKilled_LeavesNothing()
    {
        using Process host = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(Program).Assembly.Location, $"{_kind}"])
        {
            RedirectStandardOutput = true,
        })!;
        string folder = (await host.StandardOutput.ReadLineAsync())!;
        Assert.NotEmpty(ServerKind.ProcessesIn(folder));

        host.Kill();

        await EventuallyAsync(() => !Directory.Exists(folder) && !ServerKind.ProcessesIn(folder).Any());
    }

    [Fact]
    public async Task PauseAsync_AnotherRequest_IsAnsweredAfterResumeAsync()
    {
        await using TestServer server = await StartAsync();
        ServerDatabase database = await server.CreateDatabaseAsync();
        await ServerKind.KeepAsync(server, database, "kept");

        await server.PauseAsync();
        Task<string> asked = ServerKind.KeptAsync(server, database);
        Assert.NotSame(asked, await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1))));
        await server.ResumeAsync();

        Assert.Equal("kept", await asked);
    }

    private Task<TestServer> StartAsync() => ServerKind.StartAsync(_kind, CancellationToken.None);

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
