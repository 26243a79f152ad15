namespace Orleans.TaskFlow;

/// <summary>A database that holds tables of Orleans.</summary>
/// <param name="Schema">Creates the tables in it.</param>
/// <param name="ConnectionString">How Orleans' providers open it.</param>
/// <param name="Description">What a log may say of it: no password.</param>
internal sealed record OrleansDatabase(OrleansSchema Schema, string ConnectionString, string Description)
{
    /// <summary>The name by which Orleans' ADO.NET providers know the kind of server.</summary>
    public string Invariant => Schema.Invariant;

    /// <inheritdoc cref="OrleansSchema.EnsureAsync"/>
    public Task EnsureSchemaAsync(CancellationToken cancellationToken) => Schema.EnsureAsync(this, cancellationToken);

    /// <inheritdoc cref="OrleansSchema.ValidateAsync"/>
    public Task ValidateSchemaAsync(CancellationToken cancellationToken) => Schema.ValidateAsync(this, cancellationToken);

    /// <inheritdoc cref="OrleansSchema.ProbeAsync"/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Schema.ProbeAsync(this, cancellationToken);

    /// <summary>What a log may say of it.</summary>
    public override string ToString() => Description;
}
