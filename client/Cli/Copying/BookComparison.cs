namespace Orleans.TaskFlow.Cli;

/// <summary>Compares logbooks record by record, by their documents, in their order.</summary>
internal static class BookComparison
{
    /// <summary>The first thing in which two logbooks of one uuid differ, for people; <see langword="null"/> if there is none.</summary>
    public static string? Difference(LogBook wanted, LogBook found)
    {
        if (!wanted.ToDocument().Equals(found.ToDocument()))
        {
            return "its name, metadata or times differ";
        }

        return Difference(
            wanted, found, "flow", flow => flow.Uuid, (mine, theirs) =>
                !mine.ToDocument().Equals(theirs.ToDocument())
                    ? $"the name, state or metadata of its flow '{mine.Uuid}' differ"
                    : Difference(mine, theirs, "atom", atom => atom.Uuid, Difference));
    }

    /// <summary>Whether what was found is what a stopped copy leaves: the first flows, of the last of them the first atoms.</summary>
    public static bool IsBeginning(LogBook found, LogBook wanted)
    {
        LogBook head = found.Copy(retainContents: false);
        head.Meta = CopyMark.Unmarked(found);
        if (!head.ToDocument().Equals(wanted.Copy(retainContents: false).ToDocument()) || found.Count > wanted.Count)
        {
            return false;
        }

        int left = found.Count;
        foreach (var (mine, theirs) in wanted.Zip(found))
        {
            left--;
            if (!mine.ToDocument().Equals(theirs.ToDocument())
                || (left > 0 ? theirs.Count != mine.Count : theirs.Count > mine.Count)
                || mine.Zip(theirs).Any(pair => Difference(pair.First, pair.Second) is not null))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Difference(AtomDetail mine, AtomDetail theirs) =>
        mine.Kind == theirs.Kind && mine.ToDocument().Equals(theirs.ToDocument()) ? null : $"its atom '{mine.Uuid}' ('{mine.Name}') differs";

    private static string? Difference<T>(
        IReadOnlyCollection<T> wanted, IReadOnlyCollection<T> found, string subject, Func<T, string> uuidOf, Func<T, T, string?> compare)
    {
        HashSet<string> foundUuids = [.. found.Select(uuidOf)];
        if (wanted.FirstOrDefault(item => !foundUuids.Contains(uuidOf(item))) is { } missing)
        {
            return $"its {subject} '{uuidOf(missing)}' is missing";
        }

        HashSet<string> wantedUuids = [.. wanted.Select(uuidOf)];
        if (found.FirstOrDefault(item => !wantedUuids.Contains(uuidOf(item))) is { } other)
        {
            return $"it has another {subject} '{uuidOf(other)}'";
        }

        foreach (var (mine, theirs) in wanted.Zip(found))
        {
            if ((uuidOf(mine) == uuidOf(theirs) ? compare(mine, theirs) : $"its {subject}s are in another order") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }
}
