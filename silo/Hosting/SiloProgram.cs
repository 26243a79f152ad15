using System.Diagnostics;

namespace Orleans.TaskFlow;

/// <summary>One run of the process: read the settings, prepare the databases, run until told to stop.</summary>
internal static class SiloProgram
{
    /// <summary>Drained when it was told to stop, or did what else it was asked for.</summary>
    public const int Drained = 0;

    /// <summary>Could not start, or not drain within the time it had.</summary>
    public const int Failed = 1;

    /// <summary>Not started: its configuration is at fault.</summary>
    public const int Misconfigured = 2;

    /// <summary>What the host has for ending abruptly, once its time to drain is over.</summary>
    private static readonly TimeSpan TimeToAbort = TimeSpan.FromSeconds(3);

    /// <summary>Runs until SIGTERM or SIGINT. What goes wrong is one message on the error stream.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // The settings file lies beside the program, wherever it is started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. args.Where(arg => arg != SchemaScript.Option)], ContentRootPath = AppContext.BaseDirectory });
        var (settings, problems) = SiloSettingsReader.Read(builder.Configuration);
        SiloArguments.Check(args, problems);
        if (problems.Count > 0)
        {
            await Console.Error.WriteLineAsync(problems.ToString());
            return Misconfigured;
        }

        if (args.Contains(SchemaScript.Option))
        {
            return await PrintSchemaAsync(settings);
        }

        try
        {
            SiloPreparation.RequireFreePorts(settings);
            var app = SiloHost.Build(builder, settings);
            await SiloPreparation.EnsureSchemasAsync(settings);
            return await RunAsync(app, settings);
        }
        catch (SiloStartException failure)
        {
            await Console.Error.WriteLineAsync($"The silo was not started. {failure.Message}");
            return Failed;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"The silo failed: {failure.GetBaseException().Message}");
            return Failed;
        }
    }

    private static async Task<int> PrintSchemaAsync(SiloSettings settings)
    {
        if (SchemaScript.Of(settings) is not { } script)
        {
            await Console.Error.WriteLineAsync(
                $"Nothing to print: {SiloSettings.Section}:{nameof(SiloSettings.Storage)} and {SiloSettings.Section}:{nameof(SiloSettings.Clustering)} name no database.");
            return Misconfigured;
        }

        await Console.Out.WriteAsync(script);
        return Drained;
    }

    private static async Task<int> RunAsync(WebApplication app, SiloSettings settings)
    {
        var began = Stopwatch.GetTimestamp();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SiloProgram));
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.SiloNotStarted(log);
            await app.DisposeAsync();
            return Drained;
        }

        Log.SiloStarted(
            log,
            settings.SiloPort,
            settings.GatewayPort,
            settings.HealthPort,
            settings.Clustering.Description,
            settings.Storage.Description,
            (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.SiloDraining(log, settings.ShutdownTimeout);
        if (!await DrainAsync(app, settings.ShutdownTimeout))
        {
            // Not disposed of, for that would wait for what did not end.
            await Console.Error.WriteLineAsync(
                $"The silo had not drained after {settings.ShutdownTimeout:c} ({SiloSettings.Section}:{nameof(SiloSettings.ShutdownTimeout)}) and was ended.");
            return Failed;
        }

        Log.SiloDrained(log);
        await app.DisposeAsync();
        return Drained;
    }

    /// <summary>Stops the host within a time, whatever it waits for: Orleans, for one, tries for minutes to sign off from a database that is locked.</summary>
    private static async Task<bool> DrainAsync(WebApplication app, TimeSpan timeout)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            await app.StopAsync().WaitAsync(timeout + TimeToAbort, TimeProvider.System);
            return Stopwatch.GetElapsedTime(began) < timeout;
        }
        catch (Exception unfinished) when (unfinished is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
