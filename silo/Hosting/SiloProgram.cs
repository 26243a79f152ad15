using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Orleans.TaskFlow;

/// <summary>One run of the process: read the settings, prepare the databases, run until told to stop.</summary>
internal static class SiloProgram
{
    /// <summary>Started, and drained when it was told to stop.</summary>
    public const int Drained = 0;

    /// <summary>Not started, or not drained within the time it had.</summary>
    public const int Failed = 1;

    /// <summary>Not started: its configuration is at fault.</summary>
    public const int Misconfigured = 2;

    /// <summary>Runs until SIGTERM or SIGINT. What went wrong is one message on the error stream.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var started = Stopwatch.GetTimestamp();

        // The settings file lies beside the program, wherever it is started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var (settings, problems) = SiloSettingsReader.Read(builder.Configuration);
        if (problems.Count > 0)
        {
            await Console.Error.WriteLineAsync(problems.ToString());
            return Misconfigured;
        }

        try
        {
            RequireFreePorts(settings);
            await EnsureSchemaAsync(settings);

            await using var app = SiloHost.Build(builder, settings);
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SiloProgram));
            app.Lifetime.ApplicationStarted.Register(() => Log.SiloStarted(
                log,
                settings.SiloPort,
                settings.GatewayPort,
                settings.HealthPort,
                settings.Clustering.Provider,
                settings.Storage.Database?.Description ?? $"{settings.Storage.Provider}",
                (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            app.Lifetime.ApplicationStopping.Register(() => Log.SiloDraining(log, settings.ShutdownTimeout));
            await app.RunAsync();
            Log.SiloDrained(log);
            return Drained;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                $"The silo had not drained after {settings.ShutdownTimeout:c} ({SiloSettings.Section}:{nameof(SiloSettings.ShutdownTimeout)}) and was ended.");
            return Failed;
        }
        catch (SiloStartException failure)
        {
            await Console.Error.WriteLineAsync($"The silo was not started. {failure.Message}");
            return Failed;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"The silo ended: {failure.GetBaseException().Message}");
            return Failed;
        }
    }

    private static async Task EnsureSchemaAsync(SiloSettings settings)
    {
        await EnsureAsync(nameof(SiloSettings.Storage), settings.Storage.Database);
        await EnsureAsync(nameof(SiloSettings.Clustering), settings.Clustering.Database);

        static async Task EnsureAsync(string key, OrleansDatabase? database)
        {
            try
            {
                await (database?.EnsureSchemaAsync(CancellationToken.None) ?? Task.CompletedTask);
            }
            catch (OrleansSchemaException unusable)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{key}: {unusable.Message}", unusable);
            }
        }
    }

    // Asked beforehand, because only here it is known which setting the port is.
    private static void RequireFreePorts(SiloSettings settings)
    {
        var address = settings.AdvertisedIP ?? IPAddress.Any;
        Require(nameof(SiloSettings.SiloPort), address, settings.SiloPort);
        Require(nameof(SiloSettings.GatewayPort), address, settings.GatewayPort);
        Require(nameof(SiloSettings.HealthPort), IPAddress.IsLoopback(address) ? IPAddress.Loopback : IPAddress.Any, settings.HealthPort);

        static void Require(string key, IPAddress address, int port)
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException taken)
            {
                throw new SiloStartException($"{SiloSettings.Section}:{key} = '{port}' cannot be used at {address}: {taken.Message}.", taken);
            }
        }
    }
}
