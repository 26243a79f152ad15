namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What a backend on a server promises beyond <see cref="BackendConformance"/>: what happens to it when things go wrong.</summary>
public abstract partial class SqlServerConformance(ISqlServerKind kind) : SqlServerSuite(kind);
