namespace Orleans.TaskFlow;

/// <summary>How logbooks, flows and atoms stand in the database of a silo.</summary>
internal enum StorageLayout
{
    /// <summary>In Orleans' own table, through its ADO.NET provider: a row each, whose content is JSON.</summary>
    Orleans,

    /// <summary>In TaskFlow's tables, as a program without a cluster keeps them.</summary>
    Tables,
}
