using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Flows, drawn.</summary>
public sealed class FlowPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Flows => [.. PictureFlows.Names];

    [Theory]
    [MemberData(nameof(Flows))]
    public void ToMermaid_IsThePictureInItsFile(string name)
    {
        var (flow, states) = PictureFlows.Of(name);

        PictureFile.AssertSame($"{name}.mmd", FlowPicture.ToMermaid(flow, states));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void ToSvg_IsThePictureInItsFile(string name)
    {
        var (flow, states) = PictureFlows.Of(name);

        PictureFile.AssertSame($"{name}.svg", FlowPicture.ToSvg(flow, states));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void ToSvg_EveryBox_LiesInTheOneAroundItAndOnNoOther(string name)
    {
        var (flow, states) = PictureFlows.Of(name);

        AssertApart(PictureBox.Of(flow, states));
    }

    [Fact]
    public void ToSvg_OfOddNames_IsXmlThatHasThemWhole()
    {
        XDocument svg = XDocument.Parse(FlowPicture.ToSvg(PictureFlows.Odd));

        Assert.Equal(Svg + "svg", svg.Root!.Name);
        string[] titles = [.. svg.Descendants(Svg + "title").Select(title => title.Value)];
        Assert.Contains("`say` \"hi\" & <b>bye</b>; #1 [x]{y}|z|", titles);
        Assert.Contains(@"two\nlines\u0007", titles);
        Assert.Contains(titles, title => title.Length == 2004);
        Assert.All(svg.Descendants(Svg + "text"), text => Assert.True(text.Value.Length < 100));
    }

    [Fact]
    public void ToSvg_States_AreNamedAndNotOnlyColoured()
    {
        var (flow, states) = PictureFlows.Of("states");
        string svg = FlowPicture.ToSvg(flow, states);
        string mermaid = FlowPicture.ToMermaid(flow, states);

        Assert.All(Enum.GetValues<State>(), state =>
        {
            Assert.Contains($">{state.ToName()}</text>", svg, StringComparison.Ordinal);
            Assert.Contains($"in {state}<br/>{state.ToName()}\"", mermaid, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void EveryColour_OnLightAndOnDark_StandsOut()
    {
        PictureColours[] boxes = [PictureColours.Plain, PictureColours.Flow, PictureColours.Page, .. Enum.GetValues<State>().Select(PictureColours.Of)];

        Assert.All(boxes.Select(box => (Theme: box.Light, Page: PictureColours.Page.Light)).Concat(boxes.Select(box => (Theme: box.Dark, Page: PictureColours.Page.Dark))), pair =>
        {
            // What the guidelines for accessible pages ask for: 4.5 for text, 3 for lines.
            Assert.InRange(Contrast(pair.Theme.Text, pair.Theme.Fill), 4.5, 21);
            Assert.InRange(Contrast(pair.Theme.Line, pair.Page.Fill), 3, 21);
        });
        Assert.All(boxes, box => Assert.InRange(Contrast(box.Light.Line, PictureColours.Page.Dark.Fill), 1.5, 21));
    }

    [Fact]
    public void ADecider_IsSaidOnItsLink()
    {
        string mermaid = FlowPicture.ToMermaid(PictureFlows.Graph);

        Assert.Contains(
            $"{IdIn(mermaid, "weigh")} -.->|\"weight<br/>decider: ALL\"| {IdIn(mermaid, "express")}\n", mermaid, StringComparison.Ordinal);
        Assert.Contains("decider: FLOW", mermaid, StringComparison.Ordinal);
        Assert.Contains("decider: NEIGHBORS", mermaid, StringComparison.Ordinal);
        Assert.Contains("decider: FLOW", FlowPicture.ToSvg(PictureFlows.Graph), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStates_OfARunFlow_AreThoseThatItsDetailHas()
    {
        Flow flow = PictureFlows.Shipping;
        await using IBackend backend = Backends.Fetch("memory");
        await backend.Connect().UpgradeAsync();
        await backend.Connect().SaveLogBookAsync(new LogBook("book", "b") { new FlowDetail("ship", "f") });
        await using IFlowStorage storage = await FlowStorage.OpenAsync(backend, "f");
        await storage.InjectAsync("boxes", 2);
        await using (var engine = new FlowEngine(storage, flow))
        {
            await engine.RunAsync();
        }

        var read = await FlowPicture.ReadStatesAsync(flow, storage);
        var stored = FlowPicture.StatesOf(await backend.Connect().GetFlowDetailsAsync("f"));

        Assert.All(flow.Compile().Atoms, atom => Assert.Equal((State.Success, State.Success), (read[atom.Name], stored[atom.Name])));
        Assert.Contains("charge<br/>SUCCESS", FlowPicture.ToMermaid(flow, read), StringComparison.Ordinal);
    }

    [Fact]
    public void States_OfAtomsThatAreNotStored_ArePending()
    {
        Flow flow = Flow.Linear("flow").Add(PictureFlows.Task("new", ""));

        Assert.Contains("new<br/>PENDING", FlowPicture.ToMermaid(flow, new Dictionary<string, State>()), StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", FlowPicture.ToMermaid(flow), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FlowPattern.Linear)]
    [InlineData(FlowPattern.Unordered)]
    [InlineData(FlowPattern.Graph)]
    public void AThousandAtoms_AreAllDrawn(FlowPattern pattern)
    {
        TaskAtom[] tasks = [.. Enumerable.Range(0, 1000).Select(i => PictureFlows.Task($"t{i}", $"s{i}", [.. RequiredBy(pattern, i)]))];
        Flow empty = pattern switch
        {
            FlowPattern.Linear => Flow.Linear("many"),
            FlowPattern.Unordered => Flow.Unordered("many"),
            _ => Flow.Graph("many"),
        };
        Flow flow = empty.Add(tasks);

        string svg = FlowPicture.ToSvg(flow, new Dictionary<string, State>());

        Assert.Equal(1000, XDocument.Parse(svg).Descendants(Svg + "g").Count(group => (string?)group.Attribute("class") == "atom PENDING"));
        Assert.InRange(svg.Length, 100_000, 3_000_000);
        Assert.Equal(1000, FlowPicture.ToMermaid(flow).Split('\n').Count(line => line.Contains("[\"t", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> RequiredBy(FlowPattern pattern, int task) => pattern == FlowPattern.Graph
        ? new[] { task - 1, task - 7, 0 }.Where(other => other >= 0 && other < task).Distinct().Select(other => $"s{other}")
        : [];

    private static void AssertApart(PictureBox box)
    {
        Assert.All(box.Children, child =>
        {
            Assert.InRange(child.X, 0, box.Width - child.Width);
            Assert.InRange(child.Y, PictureBox.HeaderHeight, box.Height - child.Height);
            Assert.DoesNotContain(box.Children, other => other != child && Overlap(child, other));
            AssertApart(child);
        });
    }

    private static bool Overlap(PictureBox one, PictureBox other) =>
        one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height;

    private static string IdIn(string mermaid, string name) =>
        mermaid.Split('\n').Single(line => line.Contains($"\"{name}\"", StringComparison.Ordinal)).Trim().Split('[')[0];

    private static double Contrast(string one, string other)
    {
        double[] luminances = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
