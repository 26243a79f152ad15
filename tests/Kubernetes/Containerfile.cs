using System.Globalization;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>What the last stage of <c>silo/Containerfile</c> says about the container: who it is, where, and what it runs.</summary>
internal sealed class Containerfile
{
    private readonly string[] _stage;

    private Containerfile(string text) =>
        _stage = [.. text.Split('\n').Reverse().TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)).Reverse()];

    public static Containerfile Silo { get; } = new(File.ReadAllText(Path.Combine(BuiltSilo.Folder, "Containerfile")));

    public string Folder => Instruction("WORKDIR");

    public long User => long.Parse(Instruction("USER").Split(':')[0], CultureInfo.InvariantCulture);

    public IReadOnlyList<string> EntryPoint => JsonSerializer.Deserialize<List<string>>(Instruction("ENTRYPOINT"))!;

    private string Instruction(string name) => _stage.Single(line => line.StartsWith($"{name} ", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
}
