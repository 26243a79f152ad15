namespace Orleans.TaskFlow;

/// <summary>What is ignored besides the target of a link when its decider refuses it, from the widest to the narrowest.</summary>
public enum DeciderDepth
{
    /// <summary>Every atom after the target, also in other flows. The default.</summary>
    All,

    /// <summary>The tasks that follow the target through tasks only: up to a subflow, or to the end of its own flow.</summary>
    Flow,

    /// <summary>The tasks directly after the target.</summary>
    Neighbors,

    /// <summary>Nothing else.</summary>
    Atom,
}
