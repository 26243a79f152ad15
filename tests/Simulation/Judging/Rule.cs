namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>What an engine has to keep.</summary>
public enum Rule
{
    /// <summary>A task runs only after all that comes before it is done, and if no decider refuses it; only what one refuses is ignored.</summary>
    RunsInOrder = 1,

    /// <summary>It is never executed again once its success is durable, unless it was started over.</summary>
    RunsOnce,

    /// <summary>Exactly what a failure concerns and what ran is reverted, what came last first.</summary>
    RevertsWhatRan,

    /// <summary>Every change of a state is one that there is.</summary>
    ChangesLegally,

    /// <summary>Every run ends, and in a state that says what happened.</summary>
    Ends,

    /// <summary>That an atom is called is durable before it is; what it returned is, as it was returned, before anything follows from it.</summary>
    StoresFirst,

    /// <summary>Arguments are what the nearest provider in sight returned.</summary>
    PassesArguments,
}
