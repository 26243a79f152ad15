namespace Orleans.TaskFlow;

/// <summary>What a column holds; each dialect has a type for it.</summary>
internal enum SqlColumnKind
{
    /// <summary>A uuid: the key of a record, or of the one that it belongs to.</summary>
    Uuid,

    /// <summary>A name: any text.</summary>
    Name,

    /// <summary>The version of an atom: any text.</summary>
    Version,

    /// <summary>The name of a state.</summary>
    State,

    /// <summary>The name of a kind of atom.</summary>
    AtomKind,

    /// <summary>The name of an intention.</summary>
    Intention,

    /// <summary>JSON, kept as the text that was given.</summary>
    Json,

    /// <summary>A time in UTC, to the microsecond.</summary>
    Time,

    /// <summary>The order in which the records were added; given by the store.</summary>
    Order,

    /// <summary>How often the record was written over.</summary>
    Revision,

    /// <summary>The number of the write that the record is of (<see cref="SqlRevision"/>); null if another program has written it.</summary>
    Writer,

    /// <summary>Which storage of a cluster owns the flow (<see cref="FlowEpoch"/>); zero if none ever did.</summary>
    Epoch,
}
