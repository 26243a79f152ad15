using System.Globalization;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>
/// Reads what the tasks of a <c>logged</c> flow noted, in the order in which it happened. A task begins only after the success of the one
/// before it in its chain is durable. So once a task has begun, none before it may begin again, unless the whole chain is tried again;
/// and once one is undone, none of that attempt may begin, and none after it may still be undone. No clock is needed for this.
/// </summary>
internal sealed class SideEffectAudit
{
    private readonly List<Note> _notes;
    private readonly int _chains;
    private readonly int _length;

    /// <param name="lines">What was noted.</param>
    /// <param name="chains">How many chains the flow has.</param>
    /// <param name="length">How many tasks each has.</param>
    public SideEffectAudit(IEnumerable<string> lines, int chains, int length)
    {
        _notes = [.. lines.Select(Note.Parse)];
        _chains = chains;
        _length = length;
    }

    /// <summary>How often a task was begun once more, because the process died in which it was.</summary>
    public int Repetitions => _notes.Count(note => !note.IsRevert) - _notes.Where(note => !note.IsRevert).Distinct().Count();

    /// <summary>What must not have happened, and what did not happen although it must; nothing if all is well.</summary>
    /// <param name="reverted">Whether the flow was undone in the end.</param>
    public IEnumerable<string> Violations(bool reverted) => Enumerable.Range(0, _chains).SelectMany(chain => ViolationsIn(chain, reverted));

    private IEnumerable<string> ViolationsIn(int chain, bool reverted)
    {
        Note? last = null;
        foreach (Note note in _notes.Where(note => note.Chain == chain))
        {
            if (!MayFollow(note, last))
            {
                yield return last is null ? $"'{note}' at first" : $"'{note}' after '{last}'";
            }

            last = note;
        }

        int lastAttempt = _notes.Where(note => note.Chain == chain).Select(note => note.Attempt).DefaultIfEmpty(1).Max();
        for (int position = 0; position < _length; position++)
        {
            var begun = new Note(IsRevert: false, chain, position, lastAttempt);
            if (!_notes.Contains(begun))
            {
                yield return $"no '{begun}'";
            }

            if (_notes.Contains(begun with { IsRevert = true }) != reverted)
            {
                yield return $"{(reverted ? "no " : "")}'{begun with { IsRevert = true }}'";
            }
        }
    }

    private static bool MayFollow(Note note, Note? last) =>
        last is null || note.Attempt != last.Attempt
            ? note is { IsRevert: false, Position: 0 } && note.Attempt > (last?.Attempt ?? 0)
            : (last.IsRevert, note.IsRevert) switch
            {
                (false, false) => note.Position == last.Position || note.Position == last.Position + 1,
                (false, true) => note.Position == last.Position,
                (true, true) => note.Position == last.Position || note.Position == last.Position - 1,
                (true, false) => false,
            };

    /// <summary>One line.</summary>
    private sealed record Note(bool IsRevert, int Chain, int Position, int Attempt)
    {
        public static Note Parse(string line)
        {
            string[] words = line.Split(' ', '.');
            return new Note(words[0] == "revert", Number(words[1]), Number(words[2]), Number(words[3]));
        }

        public override string ToString() => $"{(IsRevert ? "revert" : "begin")} {Chain}.{Position} {Attempt}";

        private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
    }
}
