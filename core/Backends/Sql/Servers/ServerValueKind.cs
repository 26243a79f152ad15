namespace Orleans.TaskFlow;

/// <summary>What a value of a statement is, which a driver wants to know of a null too.</summary>
internal enum ServerValueKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="Document"/>.</summary>
    Json,

    /// <summary>A <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="DateTime"/> in UTC.</summary>
    Time,
}
