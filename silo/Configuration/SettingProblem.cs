namespace Orleans.TaskFlow;

/// <summary>One setting with which the silo cannot start.</summary>
/// <param name="Key">Its whole key, as in <c>TaskFlow:SiloPort</c>.</param>
/// <param name="Value">What it was set to, null if it was not set.</param>
/// <param name="Allowed">What is allowed instead, as a sentence.</param>
internal sealed record SettingProblem(string Key, string? Value, string Allowed)
{
    /// <summary>In place of a value that may hold a password.</summary>
    public const string NotShown = "(not shown)";

    /// <inheritdoc/>
    public override string ToString() => Value is null ? $"{Key} is not set: {Allowed}" : $"{Key} = '{Value}': {Allowed}";
}
