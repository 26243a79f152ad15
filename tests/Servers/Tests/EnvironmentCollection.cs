using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>What changes the environment of the process runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "Environment";
}
