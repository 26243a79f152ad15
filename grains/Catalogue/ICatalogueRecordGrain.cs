namespace Orleans.TaskFlow;

/// <summary>What logbooks ask of the part of the catalogue that lists them, where that is a record of its own.</summary>
[Alias("taskflow.ICatalogueRecordGrain")]
internal interface ICatalogueRecordGrain : ILogBookCatalogueGrain
{
    /// <summary>Lists a logbook; nothing if it is listed already.</summary>
    [Alias("add")]
    ValueTask AddAsync(string bookUuid);

    /// <summary>Lists a logbook no more; nothing if it is not listed.</summary>
    [Alias("remove")]
    ValueTask RemoveAsync(string bookUuid);
}
