using System.IO.Compression;
using Orleans.TaskFlow.Tests.Traces;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The runner itself: it has to fail what is wrong, and nothing else.</summary>
public sealed class TraceProgramTests : IDisposable
{
    private const string NewTask = """{"op":"new","args":{"obj":"t","kind":"task","name":"t","uuid":"u"},"returns":null}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-program-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("9007199254740991", "9007199254740991", true)]
    [InlineData("9007199254740991", "9007199254740990", false)]
    [InlineData("1", "true", false)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("null", "false", false)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("[1,2]", "[1]", false)]
    [InlineData("[1]", "[1,2]", false)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":null}""", false)]
    [InlineData("""{"a":1,"b":null}""", """{"a":1}""", false)]
    [InlineData("""{"$failure":{"type":"E","message":"m"}}""", """{"$failure":{"type":"E","message":"m"}}""", true)]
    [InlineData("""{"$failure":{"type":"E","message":"m"}}""", """{"$failure":{"type":"F","message":"m"}}""", false)]
    [InlineData("""{"x":[{"$failure":{"type":"E","message":"m"}}]}""", """{"x":[{"$failure":{"type":"E","message":"n"}}]}""", false)]
    public async Task AnAnswer_IsComparedByValue(string answer, string expected, bool passes)
    {
        string put = $$"""{"op":"put","args":{"obj":"t","state":"SUCCESS","result":{{answer}}},"returns":null}""";
        string ask = $$"""{"op":"last_results","args":{"obj":"t"},"returns":{{expected}}}""";

        var (code, lines) = await RunAsync(Write("t.json", Trace(NewTask, put, ask)));

        Assert.Equal(passes ? 0 : 1, code);
        Assert.Equal(passes ? "1 passed, 0 failed" : "0 passed, 1 failed", lines[^1]);
        Assert.Equal(passes ? 1 : 2, lines.Length);
    }

    [Fact]
    public async Task AFailingStep_IsShownWithTraceStepExpectedAndGot()
    {
        string wrong = """{"op":"len","args":{"obj":"f"},"returns":7}""";
        string flow = """{"op":"new","args":{"obj":"f","kind":"flow","name":"f","uuid":"u"},"returns":null}""";
        string raised = """{"op":"last_results","args":{"obj":"r"},"returns":5}""";
        string retry = """{"op":"new","args":{"obj":"r","kind":"retry","name":"again","uuid":"u"},"returns":null}""";
        string file = Write("t.json", Trace(flow, wrong, retry, raised));

        var (code, lines) = await RunAsync(file);

        Assert.Equal(1, code);
        Assert.Equal(3, lines.Length);
        Assert.Equal($"FAIL {file}: step 2: len {{\"obj\":\"f\"}}: at $: expected 7, got 0", lines[0]);
        Assert.Contains("step 4: last_results", lines[1], StringComparison.Ordinal);
        Assert.Contains("expected 5, got NotFound", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"last_results","args":{"obj":"t"},"raises":"NotFound"}""", "expected NotFound, got null")]
    [InlineData("""{"op":"merge","args":{"obj":"t","other":"r","deep_copy":false},"raises":"NotFound"}""", "got NotImplementedError")]
    [InlineData("""{"op":"dance","args":{"obj":"t"},"returns":null}""", "no op 'dance'")]
    [InlineData("""{"op":"get","args":{"obj":"nobody"},"returns":null}""", "'nobody'")]
    public async Task AStep_ThatRaisesOrReturnsAnotherThing_Fails(string step, string shown)
    {
        string retry = """{"op":"new","args":{"obj":"r","kind":"retry","name":"r","uuid":"v"},"returns":null}""";

        var (code, lines) = await RunAsync(Write("t.json", Trace(NewTask, retry, step)));

        Assert.Equal(1, code);
        Assert.Contains(shown, lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"$uuid\":\"#1\"},{\"$uuid\":\"#2\"}", true)]
    [InlineData("{\"$uuid\":\"#1\"},{\"$uuid\":\"#1\"}", false)]
    [InlineData("\"a\",\"b\"", false)]
    public async Task Uuids_BySymbol_AreTheSameOrDiffer(string expected, bool passes)
    {
        string atoms = """{"name":"a","kind":"task","version":null,"save_as":{}},{"name":"b","kind":"task","version":null,"save_as":{}}""";
        string ensure = $$"""{"op":"ensure_atoms","args":{"atoms":[{{atoms}}]},"returns":[{{expected}}]}""";
        string again = """{"op":"get_atom_uuid","args":{"atom":"a"},"returns":{"$uuid":"#1"}}""";
        string setup = """
            "book":{"name":"b","uuid":"b","meta":{}},"flow":{"name":"f","uuid":"f","meta":{}},
            """;

        var (code, _) = await RunAsync(Write("t.json", TraceOf("storage", setup, ensure, again)));

        Assert.Equal(passes ? 0 : 1, code);
    }

    [Fact]
    public async Task Paths_OfEveryForm_AreReadInOneRun()
    {
        string trace = Trace(NewTask);
        string folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "of", "traces")).FullName;
        File.WriteAllText(Path.Combine(folder, "one.json"), trace);
        string lines = Write("two.jsonl", $"{trace}\n\n{trace}\n");
        string packed = Path.Combine(_folder.FullName, "three.jsonl.gz");
        await using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{trace}\n{trace}\n{trace}"));
        }

        var (code, output) = await RunAsync(Path.Combine(_folder.FullName, "of"), lines, packed);

        Assert.Equal(["6 passed, 0 failed"], output);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("no-such-file.json", null)]
    [InlineData("text.txt", "text")]
    [InlineData("bad.json", "{")]
    [InlineData("other.json", "{\"a\":1}")]
    [InlineData("newer.json", "{\"format\":2,\"kind\":\"models\",\"steps\":[]}")]
    [InlineData("engine.json", "{\"format\":1,\"kind\":\"engine\",\"runs\":[]}")]
    [InlineData("halves.json", "{\"format\":1,\"kind\":\"models\",\"steps\":[{\"op\":\"new\",\"args\":{}}]}")]
    [InlineData("bad.jsonl", "\n{")]
    [InlineData("bad.jsonl.gz", "not packed")]
    public async Task APath_ThatCannotBeReadAsTraces_CountsAsFailed(string name, string? content)
    {
        string path = content is null ? Path.Combine(_folder.FullName, name) : Write(name, content);

        var (code, lines) = await RunAsync(path, Write("good.json", Trace(NewTask)));

        Assert.Equal(1, code);
        Assert.StartsWith($"FAIL {path}", lines[0], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", lines[^1]);
    }

    [Fact]
    public async Task ARun_WithoutTraces_Fails()
    {
        Assert.Equal(1, (await RunAsync(_folder.FullName)).Code);
        Assert.Equal(1, (await RunAsync()).Code);
        Assert.Equal(1, (await RunAsync("--on", "nowhere", _folder.FullName)).Code);
        Assert.Equal(1, (await RunAsync("--on")).Code);
        Assert.Equal(1, (await RunAsync("--on", "memory", "--on", "nowhere", _folder.FullName)).Code);
    }

    [Fact]
    public async Task SeveralBackends_InOneRun_AreCountedEachAndTogether()
    {
        string wrong = """{"op":"get_logbooks","args":{},"returns":["nobody's"]}""";
        string good = Write("good.json", Trace(NewTask));

        var (passing, passed) = await RunAsync("--on", "memory", good, "--on", "sqlite");
        var (failing, failed) = await RunAsync("--on", "sqlite", "--on", "directory", good, Write("bad.json", TraceOf("persistence", "", wrong)));

        Assert.Equal(0, passing);
        Assert.Equal(["memory: 1 passed, 0 failed", "sqlite: 1 passed, 0 failed", "2 passed, 0 failed"], passed);
        Assert.Equal(1, failing);
        Assert.Equal(["sqlite: 1 passed, 1 failed", "directory: 1 passed, 1 failed", "2 passed, 2 failed"], failed.Where(line => !line.StartsWith("FAIL", StringComparison.Ordinal)));
    }

    private static string Trace(params string[] steps) => TraceOf("models", "", steps);

    private static string TraceOf(string kind, string setup, params string[] steps) =>
        $$"""{"format":1,"kind":"{{kind}}","name":"n","reference":"r",{{setup.Trim()}}"steps":[{{string.Join(',', steps)}}]}""";

    private static async Task<(int Code, string[] Lines)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        int code = await TraceProgram.RunAsync(args, EmbeddedHosts.ByName, output);
        return (code, output.ToString().TrimEnd('\n').Split('\n'));
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
