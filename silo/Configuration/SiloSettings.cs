using System.Net;

namespace Orleans.TaskFlow;

/// <summary>Everything that can be set about a silo: section <c>TaskFlow</c> of its configuration, checked.</summary>
internal sealed record SiloSettings
{
    /// <summary>The section of the configuration that holds these settings.</summary>
    public const string Section = "TaskFlow";

    /// <summary>Silos and clients with the same value form one cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Part of every stored key: under another value, the grains start empty.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where silos reach this silo, and clients its gateway; null lets Orleans take the host's address.</summary>
    public required IPAddress? AdvertisedIP { get; init; }

    /// <summary>What logs and the membership call this silo; null lets Orleans make one up.</summary>
    public required string? SiloName { get; init; }

    /// <summary>The port on which silos talk to each other.</summary>
    public required int SiloPort { get; init; }

    /// <summary>The port to which clients connect.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>The port of the HTTP health endpoints.</summary>
    public required int HealthPort { get; init; }

    /// <summary>How long the silo may take to drain after SIGTERM.</summary>
    public required TimeSpan ShutdownTimeout { get; init; }

    public required WritingSettings Writing { get; init; }

    /// <summary>Whether the silo creates what it needs in its databases.</summary>
    public required SchemaMode Schema { get; init; }

    public required ClusteringSettings Clustering { get; init; }

    public required StorageSettings Storage { get; init; }

    public required EngineSettings Engine { get; init; }

    /// <summary>The assemblies whose flows the silo knows, by their paths.</summary>
    public required IReadOnlyList<string> Flows { get; init; }
}
