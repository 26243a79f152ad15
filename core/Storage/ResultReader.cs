namespace Orleans.TaskFlow;

/// <summary>Which result of an atom may be read in which state.</summary>
internal static class ResultReader
{
    /// <summary>
    /// What an atom's execution gave: its failure, or else what <paramref name="select"/> picks of its results, if its state is one
    /// with results.
    /// </summary>
    public static Reading OfExecution(AtomDetail detail, Func<AtomDetail, Reading> select)
    {
        if (detail.Failure is { } failure)
        {
            return Reading.Of(failure);
        }

        return detail.State is State.Success or State.Failure or State.Reverting
            ? select(detail)
            : Reading.Disallowed(detail, "SUCCESS, FAILURE or REVERTING");
    }

    /// <summary>What an atom's revert gave: its failure, or else its result, if its state is one with results.</summary>
    public static Reading OfRevert(AtomDetail detail)
    {
        if (detail.RevertFailure is { } failure)
        {
            return Reading.Of(failure);
        }

        return detail.State is State.Reverted or State.RevertFailure or State.Reverting
            ? new Reading(detail.RevertResults)
            : Reading.Disallowed(detail, "REVERTED, REVERT_FAILURE or REVERTING");
    }

    /// <summary>All that the execution gave: of a retry the list of its attempts.</summary>
    public static Reading All(AtomDetail detail) => new(detail.StoredResults);

    /// <summary>What others get when they ask for the atom's value: of a retry what it provided last.</summary>
    public static Reading Last(AtomDetail detail) =>
        detail is RetryDetail { Attempts.IsEmpty: true }
            ? Reading.Failed(() => new NotFoundException($"Retry '{FlowContents.Shown(detail.Name)}' has no attempt yet, so it provides nothing."))
            : new Reading(detail.LastResults);
}
