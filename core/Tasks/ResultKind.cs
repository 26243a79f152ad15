namespace Orleans.TaskFlow;

/// <summary>What others can be given of a task's result.</summary>
internal enum ResultKind
{
    /// <summary>There is no result.</summary>
    Nothing,

    /// <summary>One value, without parts that have names.</summary>
    Value,

    /// <summary>The items of a tuple, all of them.</summary>
    Tuple,

    /// <summary>The items of a list.</summary>
    List,

    /// <summary>The members of an object.</summary>
    Object,

    /// <summary>Members that only the value itself knows.</summary>
    Open,
}
