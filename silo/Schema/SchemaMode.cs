namespace Orleans.TaskFlow;

/// <summary>What a silo does about the tables and statements that it needs in its databases.</summary>
internal enum SchemaMode
{
    /// <summary>Creates what is missing, and brings what is older up to date.</summary>
    Create,

    /// <summary>Checks that everything is there, and changes nothing.</summary>
    Validate,
}
